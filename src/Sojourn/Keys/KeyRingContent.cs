namespace Sojourn.Keys;

/// <summary>A whole ring, opened. Immutable: a change makes another one, which replaces it by compare-and-set.</summary>
/// <param name="LastId">The id given last, so that a key that was removed lends its id to no other for 254 keys.</param>
/// <param name="Keys">The session keys, oldest first; at least one.</param>
/// <param name="Signing">The signing keys, oldest first; none on a host that signs nothing.</param>
internal sealed record KeyRingContent(byte LastId, IReadOnlyList<RingKey> Keys, IReadOnlyList<SigningKey> Signing)
{
    private const int MostKeys = 255;

    /// <summary>The ring of a first start.</summary>
    public static KeyRingContent First(KeySchedule schedule, DateTimeOffset now)
    {
        var ring = new KeyRingContent(1, [RingKey.Create(1, now)], []);
        return schedule.SigningAlgorithm is { } algorithm ? ring.WithNewSigningKey(algorithm, now, now) : ring;
    }

    /// <summary>With one more session key.</summary>
    /// <param name="now">When it is announced.</param>
    /// <param name="activeAt">From when on it makes what is new.</param>
    public KeyRingContent WithNewKey(DateTimeOffset now, DateTimeOffset activeAt)
    {
        if (Keys.Count >= MostKeys)
        {
            throw new InvalidOperationException("A ring has 255 session keys at most; remove one first.");
        }

        var id = LastId;
        do
        {
            id = (byte)((id % MostKeys) + 1);
        }
        while (Keys.Any(key => key.Id == id));
        return this with { LastId = id, Keys = [.. Keys, RingKey.Create(id, now, activeAt)] };
    }

    /// <summary>With one more signing key.</summary>
    /// <param name="algorithm">What it signs with.</param>
    /// <param name="now">When it is announced.</param>
    /// <param name="activeAt">From when on it signs.</param>
    public KeyRingContent WithNewSigningKey(SigningAlgorithm algorithm, DateTimeOffset now, DateTimeOffset activeAt)
    {
        var signing = new List<SigningKey>(Signing);
        signing.Add(SigningKey.Create(algorithm, now, activeAt));
        return this with { Signing = signing };
    }
}
