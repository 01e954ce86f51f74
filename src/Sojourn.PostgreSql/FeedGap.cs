namespace Sojourn.PostgreSql;

/// <summary>Whether a reader of the feed can read on from where it stood.</summary>
internal enum FeedGap
{
    /// <summary>It can.</summary>
    None,

    /// <summary>What it had not seen may have been removed by age.</summary>
    Forgotten,

    /// <summary>What it had seen is not there any more, though nothing so young was removed.</summary>
    WentBack,
}
