namespace Sojourn.Canaries;

/// <summary>How this node learned that a canary had ended.</summary>
internal enum RevocationSight
{
    /// <summary>It ended the canary itself.</summary>
    Self,

    /// <summary>The change feed told it.</summary>
    Feed,

    /// <summary>It asked the store, when what it remembered was not believed any more.</summary>
    Read,
}
