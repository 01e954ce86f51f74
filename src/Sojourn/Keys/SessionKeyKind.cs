namespace Sojourn.Keys;

/// <summary>What a key of the ring is for.</summary>
public enum SessionKeyKind
{
    /// <summary>Stamps and derives tokens, seals tickets and cookies.</summary>
    Session,

    /// <summary>Signs access tokens.</summary>
    Signing,
}
