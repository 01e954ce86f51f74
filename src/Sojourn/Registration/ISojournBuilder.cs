using Microsoft.Extensions.DependencyInjection;

namespace Sojourn.Registration;

/// <summary>Goes on with the registration of Sojourn: stores and integrations are extension methods on it.</summary>
public interface ISojournBuilder
{
    /// <summary>The services that are being registered.</summary>
    IServiceCollection Services { get; }
}
