namespace Sojourn.AspNetCore;

/// <summary>Garbage that comes back with its seed, for a test that failed on it (SplitMix64).</summary>
internal sealed class SeededGarbage(ulong seed)
{
    private ulong _state = seed;

    public ulong Seed { get; } = seed;

    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }

    public T Pick<T>(params T[] choices) => choices[Below(choices.Length)];

    /// <summary>A few pieces of the given alphabet of fragments, or any UTF-16 characters between them.</summary>
    public string Text(int mostPieces, params string[] fragments)
    {
        var pieces = Enumerable.Range(0, Below(mostPieces + 1)).Select(_ => Below(4) switch
        {
            0 => ((char)Below(char.MaxValue)).ToString(),
            1 => ((char)Below(128)).ToString(),
            _ => Pick(fragments),
        });
        return string.Concat(pieces);
    }
}
