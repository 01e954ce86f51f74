using Sojourn.Sessions;

namespace Sojourn.Leases;

/// <summary>Seals leases for one cookie name and opens them. Safe for concurrent use.</summary>
internal interface ILeaseSealer
{
    /// <summary>Seals a lease; the text is base64url.</summary>
    string Seal(SessionLease lease);

    /// <summary>How many characters <see cref="Seal"/> would write.</summary>
    int LengthOf(SessionLease lease);

    /// <summary>Opens a lease; null for whatever was not sealed here, under this name, in exactly this spelling.</summary>
    /// <exception cref="Stores.SessionStoreException">An unknown key could not be looked up.</exception>
    ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken);
}
