using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Gives Data Protection, which waits on its thread, the keys that the session store keeps.</summary>
internal sealed class SojournXmlRepository(StoredXmlKeys keys) : IXmlRepository
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    /// <remarks>From the copy, which is filled before any hosted service starts; whoever protects before that waits once.</remarks>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        if (!keys.IsLoaded)
        {
            Refresh(keys);
        }

        return keys.Elements;
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) =>
        Wait(cancellationToken => keys.AddAsync(element, cancellationToken));

    /// <summary>Reads the keys again, on the caller's time.</summary>
    /// <exception cref="SessionStoreException">The store gave no keys that can be used.</exception>
    public static void Refresh(StoredXmlKeys keys) => Wait(keys.RefreshAsync);

    // Blocking is safe here. Deadlock: the work runs on the thread pool, outside any synchronisation context, and needs no lock
    // that the caller holds. Starvation: Data Protection asks from one thread at a time, a few times a year, and others go on
    // with the keys that they have; only before the first key is there nothing to go on with, and then the host does not
    // listen yet. So at most one pool thread waits, and never for longer than the bound.
    private static void Wait(Func<CancellationToken, Task<bool>> work)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Task.Run(() => work(patience.Token), patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is OperationCanceledException || StoredXmlCodec.IsOutage(failure))
        {
            throw new SessionStoreException(KeyFaults.KeyCouldNotBeStored(), failure);
        }
    }
}
