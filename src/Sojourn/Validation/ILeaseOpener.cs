using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>Verifies and reads the self-contained credentials of one carrier.</summary>
/// <remarks>Safe for concurrent use. A text that was verified before on this node is not given to it again.</remarks>
internal interface ILeaseOpener
{
    /// <summary>Reads a credential.</summary>
    /// <param name="text">Anything a client may send.</param>
    /// <param name="cancellationToken">Stops waiting for a reload of the key ring.</param>
    /// <returns>Null for whatever was not issued here in exactly this form. A lapsed lease is returned: it is genuine.</returns>
    /// <exception cref="Stores.SessionStoreException">An unknown key could not be looked up, so nothing can be said.</exception>
    ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken);
}
