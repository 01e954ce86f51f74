using System.Runtime.ExceptionServices;
using Sojourn.Testing;

namespace Sojourn.Histories;

/// <summary>
/// Runs asynchronous activities on virtual time, one at a time on one thread: the same seed gives the same history on every
/// machine. Whatever awaits comes back here, so even a continuation that yields stays in order.
/// </summary>
internal sealed class Scheduler : SynchronizationContext
{
    private readonly PriorityQueue<TaskCompletionSource, (long Due, long Order)> _sleepers = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly List<Task> _activities = [];
    private long _order;

    public ManualTimeProvider Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public DateTimeOffset Started { get; } = new ManualTimeProvider().GetUtcNow();

    /// <summary>Set to end the history before its time.</summary>
    public bool IsOver { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Completes when this much virtual time has passed.</summary>
    public Task PassAsync(TimeSpan time)
    {
        var sleeper = new TaskCompletionSource();
        _sleepers.Enqueue(sleeper, ((Now + time).UtcTicks, _order++));
        return sleeper.Task;
    }

    public Task PassAsync(double seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>Starts an activity that nobody awaits; its failure fails the history.</summary>
    public void Start(Func<Task> activity) => _activities.Add(activity());

    /// <summary>Runs until the given instant, or until nothing is left to happen.</summary>
    public void Run(Func<Task> first, DateTimeOffset until)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            Start(first);
            RunPosted();
            while (!IsOver && _sleepers.TryDequeue(out var sleeper, out var due) && due.Due <= until.UtcTicks)
            {
                Time.Advance(TimeSpan.FromTicks(Math.Max(0, due.Due - Now.UtcTicks)));
                sleeper.SetResult();
                RunPosted();
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }

        Rethrow();
    }

    private void RunPosted()
    {
        while (_posted.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    private void Rethrow()
    {
        if (_activities.Find(activity => activity.IsFaulted) is { Exception: { } failure })
        {
            ExceptionDispatchInfo.Throw(failure.InnerException ?? failure);
        }
    }
}
