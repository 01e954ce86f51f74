using Sojourn.Sessions;

namespace Sojourn.Storeless;

/// <summary>Takes over from a verified lease what a command is about to change: without a store there is no other record.</summary>
internal interface ILeaseKeeper
{
    /// <summary>Keeps the session as the lease states it, unless something newer of it is known here.</summary>
    /// <param name="lease">Verified, and believed a moment ago.</param>
    void Keep(SessionLease lease);
}
