namespace Sojourn.Keys;

/// <summary>Where the reader of access tokens finds the key that a token names.</summary>
internal interface ISigningKeySource
{
    /// <summary>The key without any wait, or null when this node does not know it (yet).</summary>
    /// <param name="kid">The <c>kid</c> of a token that may be forged: 43 characters of base64url.</param>
    SigningKey? Find(string kid);

    /// <summary>The key, after looking again where the keys are kept.</summary>
    /// <remarks>
    /// The reader calls it once for each token with an unknown key, so the source bounds what a flood of such tokens can
    /// cost: at most one look a second, shared by all callers.
    /// </remarks>
    /// <param name="kid">As for <see cref="Find"/>.</param>
    /// <param name="cancellationToken">Ends the wait, not the look that others share.</param>
    /// <returns>Null when there is no such key: the token is forged, or its key was removed.</returns>
    /// <exception cref="Stores.SessionStoreException">The look failed, so nothing can be said about the token.</exception>
    ValueTask<SigningKey?> FindAsync(string kid, CancellationToken cancellationToken);
}
