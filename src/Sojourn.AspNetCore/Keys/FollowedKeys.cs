using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Tells Data Protection when another node has stored a key; by itself it would look again after a day.</summary>
/// <remarks>
/// When the current key is revoked or expired, Data Protection makes a new one at its next look, and where nodes tell each other of
/// keys, all of them look within ten seconds: each would make one. Versions that let a key come of age for two days before they
/// prefer it would go on, since each new key makes the others look again: two nodes would add keys in turn for two days.
/// </remarks>
internal sealed class FollowedKeys(XmlKeyManager inner, StoredXmlKeys keys) : IKeyManager
{
    // Data Protection's own numbers, which it shows nobody: KeyManagementOptions.KeyPropagationWindow and MaxServerClockSkew.
    private static readonly TimeSpan PropagationWindow = TimeSpan.FromDays(2);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    /// <remarks>
    /// Who asks for a key at once gets the one that some node has made in place of a dead key within the last two days, if there
    /// is one. Nodes that ask in the very same moment may still make one each; then it ends.
    /// </remarks>
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (activationDate > now + ClockSkew)
        {
            return inner.CreateNewKey(activationDate, expirationDate);
        }

        SojournXmlRepository.Refresh(keys);
        return ReplacementAt(now) ?? inner.CreateNewKey(activationDate, expirationDate);
    }

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(inner.GetCacheExpirationToken(), keys.Changed).Token;

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);

    /// <summary>The young key that follows a dead one, or null.</summary>
    /// <remarks>One that follows a good key was made by somebody who wanted another: he gets another again.</remarks>
    private IKey? ReplacementAt(DateTimeOffset now)
    {
        var active = inner.GetAllKeys()
            .Where(key => key.ActivationDate <= now + ClockSkew)
            .OrderBy(key => key.ActivationDate).ThenBy(key => key.KeyId)
            .ToList();
        return active.Zip(active.Skip(1), (dead, next) => OpenKeys.IsUsable(dead, now) ? null : next)
            .FirstOrDefault(next => next?.CreationDate > now - PropagationWindow && OpenKeys.IsUsable(next, now));
    }
}
