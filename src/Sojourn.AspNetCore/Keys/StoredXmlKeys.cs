using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Keys;

/// <summary>This node's copy of the Data Protection keys in the session store.</summary>
/// <remarks>
/// <see cref="_gate"/> lets one caller read or write at a time, so an answer that is late never replaces a newer copy.
/// <see cref="_copy"/> is replaced under it as a whole, and read without it: a reader may see the keys from before.
/// </remarks>
internal sealed class StoredXmlKeys(IServiceProvider services, IHostEnvironment environment) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private Copy? _copy;
    private CancellationTokenSource _changed = new();

    /// <summary>Whether the keys have been read once.</summary>
    public bool IsLoaded => Volatile.Read(ref _copy) is not null;

    /// <summary>Cancelled when other keys are in the copy than now.</summary>
    public CancellationToken Changed => Volatile.Read(ref _changed).Token;

    /// <summary>Whether keys in the clear may be kept.</summary>
    public bool AllowsClear => environment.IsDevelopment();

    // Asked late: the options of Data Protection, which name the repository, are made while a host's options are checked.
    private IKeyRingStore Store =>
        services.GetService<IKeyRingStore>() ?? throw new InvalidOperationException(KeyFaults.NoStoreForKeys());

    /// <summary>The elements, each a copy of the caller's own.</summary>
    public IReadOnlyCollection<XElement> Elements =>
        [.. (Volatile.Read(ref _copy)?.Elements ?? []).Select(element => new XElement(element))];

    /// <summary>Reads the keys again.</summary>
    /// <exception cref="SessionStoreException">The engine failed, the format is unknown, or a key is in the clear.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var before = Volatile.Read(ref _copy)?.Version;
            var (version, _) = await ReadWithLockHeldAsync(cancellationToken);
            return before != version;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Adds an element to whatever the store has by then: of nodes that add at once, none loses its own.</summary>
    /// <exception cref="InvalidOperationException">The element is a key in the clear.</exception>
    /// <exception cref="SessionStoreException">
    /// The engine failed, and the outcome is unknown; or a valid key of the store is closed to this node, and nothing was added.
    /// </exception>
    /// <remarks>A revocation is always accepted: whoever cannot open a key may still take it out of use.</remarks>
    public async Task<bool> AddAsync(XElement element, CancellationToken cancellationToken)
    {
        if (!AllowsClear && !XmlKeyGuard.IsProtected(element))
        {
            throw new InvalidOperationException(KeyFaults.UnprotectedKey());
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (version, elements) = await ReadWithLockHeldAsync(cancellationToken);
                if (!XmlKeyGuard.IsRevocation(element))
                {
                    // By the copy that was just read, which is looked at without the gate.
                    OpenKeys.ThrowIfClosed(services.GetRequiredService<IKeyManager>());
                }

                var next = new Copy(version + 1, [.. elements, XmlKeyGuard.Storable(element)]);
                var record = new KeyRingRecord(next.Version, StoredXmlCodec.Write(next.Elements));
                if (await Store.ReplaceAsync(KeyRingName.DataProtection, record, version, cancellationToken))
                {
                    PublishWithLockHeld(next);
                    return true;
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _changed.Dispose();
    }

    private async Task<Copy> ReadWithLockHeldAsync(CancellationToken cancellationToken)
    {
        var record = await Store.GetAsync(KeyRingName.DataProtection, cancellationToken);
        if (Volatile.Read(ref _copy) is { } known && known.Version == record.Version)
        {
            return known;
        }

        var elements = StoredXmlCodec.Read(record.Protected);
        if (!AllowsClear && elements.Any(element => !XmlKeyGuard.IsProtected(element)))
        {
            // Whoever can write the store could otherwise bring in a key that he knows, and forge what it protects.
            throw StoredXmlCodec.Unusable(KeyFaults.UnprotectedKey());
        }

        var read = new Copy(record.Version, elements);
        PublishWithLockHeld(read);
        return read;
    }

    private void PublishWithLockHeld(Copy copy)
    {
        Volatile.Write(ref _copy, copy);

        // Left to the collector: a token that was handed out may still be asked, and a source without a timer holds nothing.
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }

    private sealed record Copy(long Version, IReadOnlyList<XElement> Elements);
}
