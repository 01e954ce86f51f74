namespace Sojourn.Testing.Conformance;

/// <summary>Numbers that a seed determines, the same on every machine (SplitMix64, Steele, Lea and Flood, 2014).</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    public int Below(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
