namespace Sojourn.Keys;

/// <summary>What may be known of a key: everything but the key.</summary>
/// <param name="Id">What tokens name it by: 1 to 255 for a session key, the <c>kid</c> for a signing key.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="State">Where it is in its life, now.</param>
/// <param name="CreatedAt">When it was announced; store time.</param>
/// <param name="ActiveAt">From when on it makes, or will make, what is new; store time.</param>
public sealed record SessionKey(
    string Id, SessionKeyKind Kind, SessionKeyState State, DateTimeOffset CreatedAt, DateTimeOffset ActiveAt);
