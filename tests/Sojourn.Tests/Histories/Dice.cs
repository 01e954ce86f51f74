namespace Sojourn.Histories;

/// <summary>What a seed determines, the same on every machine (SplitMix64, Steele, Lea and Flood, 2014).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public double Between(double from, double to) => from + ((to - from) * (Next() >> 11) / (1UL << 53));

    public bool Chance(double probability) => Between(0, 1) < probability;

    public T Of<T>(params IReadOnlyList<T> items) => items[Below(items.Count)];
}
