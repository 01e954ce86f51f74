namespace Sojourn.Keys;

// The life of a key, by instants that every node computes alike from the ring and store time:
//
//   announced   from its creation       in the ring and published, used for nothing yet
//   active      from ActiveAt           until the next key's ActiveAt
//   retiring    from then               for as long as anything made with it may be presented
//   removed     afterwards              gone from the ring
//
// Announced for a day: longer than nodes take to read the ring again (seconds), than caches keep the published keys (five
// minutes) and than the clocks of two nodes stand apart.

/// <summary>When keys are announced, active, retiring and gone. Pure, so that its properties are tests.</summary>
internal sealed record KeySchedule
{
    public static readonly TimeSpan DefaultActiveFor = TimeSpan.FromDays(90);
    public static readonly TimeSpan ShortestActiveFor = TimeSpan.FromDays(7);
    public static readonly TimeSpan LongestActiveFor = TimeSpan.FromDays(365);

    /// <summary>How long a key is known before it is used.</summary>
    public static readonly TimeSpan AnnouncedFor = TimeSpan.FromDays(1);

    // The longest lease is an hour and the largest skew that other services allow themselves five minutes; a day is
    // simple, and costs nothing: a key that signs nothing any more cannot be made to.
    private static readonly TimeSpan SigningRetiresFor = TimeSpan.FromDays(1);

    /// <summary>How long a key makes what is new.</summary>
    public TimeSpan ActiveFor { get; init; } = DefaultActiveFor;

    /// <summary>How long a session key is kept afterwards: no token, ticket or sealed cookie outlives the longest session.</summary>
    public TimeSpan SessionKeysRetireFor { get; init; } = TimeSpan.FromDays(401);

    /// <summary>How access tokens are signed; null = this host signs none.</summary>
    public SigningAlgorithm? SigningAlgorithm { get; init; }

    /// <summary>The key that makes what is new: of those whose time has come, the last.</summary>
    /// <returns>The first to come when the time of none has come: a clock that was set back must not stop everything.</returns>
    public static TKey ActiveOf<TKey>(IReadOnlyList<TKey> keys, DateTimeOffset now)
        where TKey : class, IScheduledKey
    {
        TKey? active = null;
        TKey? first = null;
        foreach (var key in keys)
        {
            if (key.ActiveAt <= now && (active is null || key.ActiveAt >= active.ActiveAt))
            {
                active = key;
            }

            if (first is null || key.ActiveAt < first.ActiveAt)
            {
                first = key;
            }
        }

        return active ?? first ?? throw new ArgumentException("A ring has at least one key.", nameof(keys));
    }

    /// <summary>Where a key of a ring is in its life.</summary>
    public static SessionKeyState StateOf<TKey>(TKey key, IReadOnlyList<TKey> keys, DateTimeOffset now)
        where TKey : class, IScheduledKey
    {
        if (ReferenceEquals(key, ActiveOf(keys, now)))
        {
            return SessionKeyState.Active;
        }

        return key.ActiveAt > now ? SessionKeyState.Announced : SessionKeyState.Retiring;
    }

    /// <summary>The instant at which the next announced key takes over, or the end of time.</summary>
    public static DateTimeOffset NextChangeOf<TKey>(IReadOnlyList<TKey> keys, DateTimeOffset now)
        where TKey : class, IScheduledKey =>
        keys.Where(key => key.ActiveAt > now).Select(key => key.ActiveAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>The ring as it should be by now, or null when it is.</summary>
    public KeyRingContent? Advance(KeyRingContent ring, DateTimeOffset now)
    {
        var next = ring with
        {
            Keys = Kept(ring.Keys, now, SessionKeysRetireFor),
            Signing = Kept(ring.Signing, now, SigningRetiresFor),
        };
        if (IsDue(next.Keys, now))
        {
            next = next.WithNewKey(now, StartOfNext(next.Keys, now));
        }

        if (SigningAlgorithm is { } algorithm && StartOfNextSigning(next.Signing, algorithm, now) is { } activeAt)
        {
            next = next.WithNewSigningKey(algorithm, now, activeAt);
        }

        return next.Keys.SequenceEqual(ring.Keys) && next.Signing.SequenceEqual(ring.Signing) ? null : next;
    }

    private DateTimeOffset? StartOfNextSigning(IReadOnlyList<SigningKey> keys, SigningAlgorithm algorithm, DateTimeOffset now)
    {
        if (keys.Count == 0)
        {
            // Nothing is signed yet, so nobody has to know it first.
            return now;
        }

        // One at a time: nodes that are configured differently would otherwise add keys in turn.
        var last = Last(keys);
        if (last.Algorithm != algorithm && last.ActiveAt <= now)
        {
            return now + AnnouncedFor;
        }

        return IsDue(keys, now) ? StartOfNext(keys, now) : null;
    }

    /// <summary>Without the keys whose successor has been active for longer than anything of theirs can be good.</summary>
    private static IReadOnlyList<TKey> Kept<TKey>(IReadOnlyList<TKey> keys, DateTimeOffset now, TimeSpan retiresFor)
        where TKey : class, IScheduledKey
    {
        bool IsOver(TKey key) => keys.Any(other => other.ActiveAt > key.ActiveAt && other.ActiveAt + retiresFor < now);
        return keys.Any(IsOver) ? [.. keys.Where(key => !IsOver(key))] : keys;
    }

    private bool IsDue<TKey>(IReadOnlyList<TKey> keys, DateTimeOffset now)
        where TKey : class, IScheduledKey => now >= Last(keys).ActiveAt + ActiveFor - AnnouncedFor;

    private DateTimeOffset StartOfNext<TKey>(IReadOnlyList<TKey> keys, DateTimeOffset now)
        where TKey : class, IScheduledKey
    {
        var planned = Last(keys).ActiveAt + ActiveFor;
        var earliest = now + AnnouncedFor;
        return planned > earliest ? planned : earliest;
    }

    private static TKey Last<TKey>(IReadOnlyList<TKey> keys)
        where TKey : class, IScheduledKey => keys.MaxBy(key => key.ActiveAt)!;
}
