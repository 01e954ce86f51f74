using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Tells Data Protection when another node has stored a key; by itself it would look again after a day.</summary>
internal sealed class FollowedKeys(XmlKeyManager inner, StoredXmlKeys keys) : IKeyManager
{
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        inner.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(inner.GetCacheExpirationToken(), keys.Changed).Token;

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);
}
