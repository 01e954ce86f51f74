namespace Sojourn.Keys;

/// <summary>A key of the ring, as its schedule sees it.</summary>
internal interface IScheduledKey
{
    /// <summary>When it was announced; store time.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>From when on it makes what is new; store time.</summary>
    DateTimeOffset ActiveAt { get; }
}
