namespace Sojourn.Histories;

/// <summary>The owner's machine: awake, or asleep for a while, during which nothing is sent or received.</summary>
internal sealed class Machine
{
    private readonly Scheduler _scheduler;
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _sleeps = [];

    public Machine(HistoryPlan plan, Scheduler scheduler, Dice dice)
    {
        _scheduler = scheduler;
        var at = scheduler.Started;
        while (plan.Sleeps > 0 && at < scheduler.Started + plan.Length)
        {
            var from = at.AddHours(dice.Between(0.1, 2 / plan.Sleeps));
            at = from.AddHours(dice.Of(dice.Between(0.05, 0.5), dice.Between(0.5, 5)));
            _sleeps.Add((from, at));
        }
    }

    public async Task AwakeAsync()
    {
        foreach (var (from, to) in _sleeps.Where(sleep => sleep.From <= _scheduler.Now && _scheduler.Now < sleep.To).Take(1))
        {
            await _scheduler.PassAsync(to - _scheduler.Now);
        }
    }

    /// <summary>Whether a connection from then until now was cut by a sleep.</summary>
    public bool HasSleptSince(DateTimeOffset instant) =>
        _sleeps.Exists(sleep => sleep.From <= _scheduler.Now && instant < sleep.To && sleep.From > instant.AddHours(-10)
            && !(sleep.To <= instant));
}
