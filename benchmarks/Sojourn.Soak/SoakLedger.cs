using System.Collections.Concurrent;

namespace Sojourn.Soak;

/// <summary>What happened: answers by kind, lags, memory, faults, and everything that should not have been.</summary>
public sealed class SoakLedger
{
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <summary>How often each action got each answer.</summary>
    public ConcurrentDictionary<(string Action, string Answer), int> Answers { get; } = new();

    /// <summary>From an acknowledged end to the first refusal on another node.</summary>
    public ConcurrentBag<TimeSpan> Lags { get; } = [];

    public ConcurrentBag<string> Violations { get; } = [];

    public ConcurrentQueue<string> Faults { get; } = new();

    public ConcurrentQueue<(TimeSpan At, long WorkingSet, long Heap, int Threads, long Queued)> Memory { get; } = new();

    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_began);

    public void Answered(string action, string answer) => Answers.AddOrUpdate((action, answer), 1, (_, count) => count + 1);

    public int CountOf(string action, string answer) => Answers.GetValueOrDefault((action, answer));

    public void Violated(string what) => Violations.Add($"{Elapsed.TotalSeconds:F1} s: {what}");

    public void Broke(string what) => Faults.Enqueue($"{Elapsed.TotalSeconds:F1} s: {what}");

    public void SampleMemory() => Memory.Enqueue((
        Elapsed, Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), ThreadPool.ThreadCount,
        ThreadPool.PendingWorkItemCount));
}
