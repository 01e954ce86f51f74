namespace Sojourn.Benchmarks;

/// <summary>A clock that a benchmark moves on, so that each refresh finds a rotation due.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Step(TimeSpan by) => _now += by;
}
