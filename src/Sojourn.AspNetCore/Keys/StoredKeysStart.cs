using System.Security.Cryptography;
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

        ThrowIfClosed();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Data Protection takes a key that it cannot open for an unusable one and makes another: a node with the wrong secret would
    // write keys that its neighbours cannot open, they would answer with keys of theirs, and each would refuse the other's
    // cookies. Expired and revoked keys protect nothing new and may stay closed. The clock is the machine's because theirs is.
    private void ThrowIfClosed()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var key in services.GetRequiredService<IKeyManager>().GetAllKeys())
        {
            try
            {
                _ = key.IsRevoked || key.ExpirationDate <= now ? null : key.Descriptor;
            }
            catch (Exception failure) when (failure is CryptographicException or InvalidOperationException)
            {
                throw new SessionStoreException(KeyFaults.KeyCannotBeOpened(key.KeyId), failure);
            }
        }
    }
}
