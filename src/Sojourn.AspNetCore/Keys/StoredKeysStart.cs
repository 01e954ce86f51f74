using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Reads the kept Data Protection keys before any hosted service starts, and refuses the start when they do not open.</summary>
internal sealed class StoredKeysStart(
    IServiceProvider services, StoredXmlKeys keys, KeyEncryptionCheck check, IOptions<SojournOptions> options,
    ILogger<StoredKeysStart> logger) : IHostedLifecycleService
{
    /// <exception cref="SessionStoreException">The store cannot be reached, or a key does not open.</exception>
    /// <exception cref="InvalidOperationException">There is no store.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!check.IsEncrypted(options.Value))
        {
            StartReport.ReportUnsafe(
                logger, "PersistKeysToSojourn() without Sojourn:Keys:Secret",
                "a dump of the store has every key in the clear; outside Development the start is refused");
        }

        try
        {
            await keys.RefreshAsync(cancellationToken);
        }
        catch (SessionStoreException failure) when (StoredXmlCodec.IsOutage(failure))
        {
            throw new SessionStoreException(Errors.KeyRingUnreachableAtStart(), failure);
        }

        OpenKeys.ThrowIfClosed(services.GetRequiredService<IKeyManager>());
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
