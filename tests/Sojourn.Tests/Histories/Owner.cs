using Sojourn.Tokens;

namespace Sojourn.Histories;

/// <summary>The owner's client: one jar, shared by its tabs; a native app has one tab and keeps the newest token.</summary>
internal sealed class Owner(HistoryPlan plan, Scheduler scheduler, Wire wire, Site site, Dice dice)
{
    private readonly List<(DateTimeOffset At, SessionToken Token)> _snapshots = [];
    private UInt128 _shared;

    public HistoryPlan Plan => plan;

    public Wire Wire => wire;

    public Site Site => site;

    public SessionToken Jar { get; private set; }

    public UInt128 LastAttempt { get; private set; }

    public bool IsSignedOut { get; private set; }

    /// <summary>Completes at the owner's next successful refresh.</summary>
    public TaskCompletionSource NextRefresh { get; private set; } = new();

    /// <summary>The most answers in a row that told an honest client to come again.</summary>
    public int LongestWait { get; private set; }

    /// <summary>Refreshes of the owner that got an answer.</summary>
    public int Refreshes { get; private set; }

    /// <summary>Access tokens that our nodes refused before they had lapsed, so that the page had to refresh early.</summary>
    public int EarlyLapses { get; set; }

    public UInt128 BeginAttempt()
    {
        var attempt = plan.SharesAttempts && _shared != 0 ? _shared : NewAttempt();
        _shared = attempt;
        return attempt;
    }

    public UInt128 NewAttempt() => LastAttempt = new UInt128(dice.Next(), dice.Next() | 1);

    public void Succeeded(UInt128 attempt)
    {
        _shared = _shared == attempt ? 0 : _shared;
        Refreshes++;
        var refreshed = NextRefresh;
        NextRefresh = new TaskCompletionSource();
        refreshed.SetResult();
    }

    public void Waited(int times) => LongestWait = Math.Max(LongestWait, times);

    public void SignOut()
    {
        IsSignedOut = true;
        scheduler.IsOver = plan.Rhythm == Rhythm.None;
    }

    /// <summary>Set-Cookie: whichever answer arrives last wins. An app knows which token is newer.</summary>
    public void Receive(Answer answer)
    {
        if (answer.Token is { } token && (plan.Tabs > 0 || token.Generation > Jar.Generation))
        {
            Take(token);
        }
    }

    public void Take(in SessionToken token)
    {
        Jar = token;
        _snapshots.Add((scheduler.Now, token));
    }

    /// <summary>The browser's storage is set back to what it was that long ago.</summary>
    public void RollBack(TimeSpan by) =>
        Jar = _snapshots.FindLast(snapshot => snapshot.At <= scheduler.Now - by) is { At.Ticks: > 0 } found
            ? found.Token : _snapshots[0].Token;
}
