namespace Sojourn.Stores;

/// <summary>What a change feed reports.</summary>
public enum StoreChangeKind
{
    /// <summary>Everything after the asked position has been delivered; what follows is live.</summary>
    Listening,

    /// <summary>A session ended.</summary>
    Ended,

    /// <summary>A session's token was replaced.</summary>
    Rotated,

    /// <summary>A session changed without a rotation.</summary>
    Changed,

    /// <summary>A cut-off was set.</summary>
    CutOff,

    /// <summary>Nothing happened, and the feed works; at least once a second.</summary>
    Alive,

    /// <summary>Something may have been missed: do not believe what was remembered until <see cref="Listening"/>.</summary>
    Interrupted,

    /// <summary>
    /// As <see cref="Interrupted"/>, and what was missed is lost: the engine has fewer changes than it had reported. It was
    /// restored from a backup, or a copy took over that was behind. Never said of changes that were only forgotten by age.
    /// </summary>
    WentBack,
}
