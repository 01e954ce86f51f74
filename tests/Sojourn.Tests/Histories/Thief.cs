using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Histories;

/// <summary>Somebody with a copy of the refresh token and a network that never fails.</summary>
internal sealed class Thief(Owner owner, Scheduler scheduler, TimeSpan lease, Dice dice)
{
    private const double RefreshesAt = 0.75;

    private readonly HistoryPlan _plan = owner.Plan;
    private SessionToken _token;
    private UInt128 _attempt;
    private AccessToken? _access;
    private DateTimeOffset _heldUntil;

    /// <summary>When the copy was first used.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>For how long some access token was good, wherever it may be shown.</summary>
    public TimeSpan Held { get; private set; }

    public bool IsOut { get; private set; }

    /// <summary>Whether the thief comes back again and again.</summary>
    public static bool GoesOn(Rhythm rhythm) => rhythm is not (Rhythm.None or Rhythm.Once or Rhythm.LongSilence);

    public async Task LiveAsync()
    {
        await scheduler.PassAsync(TimeSpan.FromHours(dice.Between(0.1, 4)));
        Copy();
        await BeginAsync();
        while (!IsOut)
        {
            await NextAsync();
        }
    }

    private void Copy()
    {
        _token = owner.Jar;
        _attempt = _plan.ThiefHasAttempt ? owner.LastAttempt : 0;
    }

    private async Task BeginAsync()
    {
        switch (_plan.Rhythm)
        {
            case Rhythm.Once:
                await scheduler.PassAsync(dice.Between(0, 600));
                await UseAsync();
                IsOut = true;
                break;
            case Rhythm.LongSilence:
                await scheduler.PassAsync(TimeSpan.FromHours(dice.Between(1, 10)));
                await UseAsync();
                IsOut = true;
                break;
            case Rhythm.TakingTurns or Rhythm.WithinGrace:
                break;
            default:
                await scheduler.PassAsync(_plan.Rhythm == Rhythm.Immediately ? 0 : dice.Between(0, 300));
                break;
        }
    }

    private async Task NextAsync()
    {
        switch (_plan.Rhythm)
        {
            case Rhythm.TakingTurns:
                await owner.NextRefresh.Task;
                await scheduler.PassAsync(dice.Between(11, 170));
                await UseAsync();
                break;
            case Rhythm.WithinGrace:
                await owner.NextRefresh.Task;
                await scheduler.PassAsync(dice.Between(0.5, 8));
                await UseAsync();
                break;
            case Rhythm.Bursts:
                await RepeatAsync(times: 5, seconds: 2);
                await scheduler.PassAsync(dice.Between(600, 1500));
                break;
            case Rhythm.KeepsAsking or Rhythm.RepeatsOwnAttempt:
                await HoldBackAsync();
                break;
            case Rhythm.Polling:
                await UseAsync();
                await scheduler.PassAsync(30);
                break;
            default:
                await UseAsync();
                await scheduler.PassAsync(lease * dice.Between(RefreshesAt - 0.15, RefreshesAt + 0.15));
                break;
        }
    }

    private async Task RepeatAsync(int times, double seconds)
    {
        for (var use = 0; use < times && !IsOut; use++)
        {
            await UseAsync();
            await scheduler.PassAsync(seconds);
        }
    }

    /// <summary>Asks with the older token as long as it is answered, and only then goes on with the newest.</summary>
    private async Task HoldBackAsync()
    {
        var older = _token;
        var newest = _token;
        var attempt = owner.Plan.Rhythm == Rhythm.RepeatsOwnAttempt ? Attempt() : 0;
        while (!IsOut)
        {
            var answer = await AskAsync(older, attempt);
            if (answer.Token is { } given)
            {
                newest = given;
            }
            else if (answer.Status == ValidationStatus.Superseded)
            {
                break;
            }

            await scheduler.PassAsync(45);
        }

        await scheduler.PassAsync(older.Generation == newest.Generation ? 45 : 61);
        _token = newest;
    }

    private async Task UseAsync()
    {
        var attempt = _attempt != 0 ? _attempt : Attempt();
        _attempt = 0;
        for (var tries = 0; tries < 3 && !IsOut; tries++)
        {
            var answer = await AskAsync(_token, attempt);
            if (answer.Token is { } token)
            {
                _token = token;
            }

            if (answer.Status != ValidationStatus.Superseded)
            {
                break;
            }

            await scheduler.PassAsync(1);
        }

        if (_access is { } access && dice.Chance(_plan.ShownToUs))
        {
            await owner.Site.ShowAsync(dice.Of(owner.Site.Nodes), access);
        }
    }

    private async Task<Answer> AskAsync(SessionToken token, UInt128 attempt)
    {
        StartedAt ??= scheduler.Now;
        var answer = await owner.Site.RefreshAsync(
            dice.Of(owner.Site.Nodes), new TokenUse(Party.Thief, token, attempt, IsRefresh: true));
        if (answer.Access is { } access)
        {
            _access = access;
            var until = access.Lease.BelievedUntil;
            var from = _heldUntil > scheduler.Now ? _heldUntil : scheduler.Now;
            Held += until - from;
            _heldUntil = until;
        }

        IsOut = answer.Status == ValidationStatus.Ended;
        return answer;
    }

    private UInt128 Attempt() => new(dice.Next(), dice.Next() | 1);
}
