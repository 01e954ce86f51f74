namespace Sojourn.Testing;

internal sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    /// <summary>When the timer fires next; written and read under the owner's lock.</summary>
    public DateTimeOffset DueAt { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        owner.Schedule(this, dueTime);
        return true;
    }

    public void Dispose() => owner.Schedule(this, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Fire()
    {
        if (_period > TimeSpan.Zero)
        {
            owner.Schedule(this, _period);
        }

        callback(state);
    }
}
