namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>What was asked of a store since it was made.</summary>
/// <param name="Reads">Statements or operations that only read.</param>
/// <param name="Writes">Statements or operations that write.</param>
/// <param name="Rows">Rows written by them: one write may be a batch.</param>
internal sealed record StoreUse(long Reads, long Writes, long Rows)
{
    public static StoreUse operator -(StoreUse later, StoreUse earlier) => later.Subtract(earlier);

    public StoreUse Subtract(StoreUse earlier) => new(Reads - earlier.Reads, Writes - earlier.Writes, Rows - earlier.Rows);
}
