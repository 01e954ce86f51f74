using Sojourn.Registration;
using Sojourn.Sessions;

namespace Sojourn.Storeless;

/// <summary>The commands for the pipeline of a host without a store; the host itself has none to call.</summary>
internal sealed class StorelessCommands(IServiceProvider provider)
{
    public SessionManager Manager { get; } = DomainRegistration.CreateManager(provider);
}
