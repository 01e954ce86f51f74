using Sojourn.Houses;

namespace Sojourn.Histories;

/// <summary>The way between the owner's machine and the nodes: slow, lossy, and never the same for long.</summary>
internal sealed class Wire(HistoryPlan plan, Scheduler scheduler, Machine machine, Site site, Dice dice)
{
    private const double LongestLeg = 40;
    private const double LikelyPhase = 0.5;
    private const double PhaseSeconds = 600;

    private Node _node = site.Nodes[0];
    private bool _isBad;
    private DateTimeOffset _phaseUntil;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="request">What the node that it reaches does with it.</param>
    /// <param name="arrived">What the machine does with the answer when it arrives, whoever asked.</param>
    /// <returns>Null when there is no answer for the client: lost on the way, too late, or slept through.</returns>
    public async Task<Answer?> SendAsync(Func<Node, Task<Answer>> request, Action<Answer> arrived)
    {
        var exchange = new TaskCompletionSource<Answer?>();
        var sent = scheduler.Now;
        scheduler.Start(async () => exchange.TrySetResult(await ExchangeAsync(request, sent, arrived)));
        var isInTime = await Task.WhenAny(exchange.Task, scheduler.PassAsync(plan.TimeoutSeconds)) == exchange.Task;
        return isInTime ? await exchange.Task : null;
    }

    private async Task<Answer?> ExchangeAsync(Func<Node, Task<Answer>> request, DateTimeOffset sent, Action<Answer> arrived)
    {
        ChangePhase();
        var loss = _isBad ? plan.Loss : plan.Loss / 20;
        await scheduler.PassAsync(Leg());
        if (dice.Chance(loss / 2))
        {
            await NoticeLossAsync();
            return null;
        }

        var answer = await request(_node);
        await scheduler.PassAsync(Leg());
        if (dice.Chance(loss / 2))
        {
            await NoticeLossAsync();
            return null;
        }

        if (machine.HasSleptSince(sent) || (scheduler.Now - sent).TotalSeconds >= plan.TimeoutSeconds)
        {
            return null;
        }

        arrived(answer);
        return answer;
    }

    /// <summary>A broken connection is noticed soon; a silent one only by the client's own patience.</summary>
    private Task NoticeLossAsync() => scheduler.PassAsync(dice.Chance(0.5) ? dice.Between(0, 2) : LongestLeg * 3);

    private double Leg() =>
        _isBad && dice.Chance(plan.Stalls) ? dice.Between(2, LongestLeg) : dice.Between(0.01, 0.3);

    private void ChangePhase()
    {
        if (scheduler.Now < _phaseUntil)
        {
            return;
        }

        // A new network: another node, and another quality.
        _phaseUntil = scheduler.Now.AddSeconds(dice.Between(1, 2 * PhaseSeconds));
        _isBad = dice.Chance(LikelyPhase);
        _node = dice.Of(site.Nodes);
    }
}
