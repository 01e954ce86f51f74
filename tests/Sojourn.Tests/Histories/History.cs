using Microsoft.Extensions.DependencyInjection;
using Sojourn.Houses;
using Sojourn.InMemory;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.Histories;

/// <summary>One history: one session, its owner's clients, perhaps a thief, from sign-in to its end.</summary>
internal sealed class History
{
    private static readonly TimeSpan Grace = SessionPolicy.DefaultRotationGrace;

    private readonly HistoryPlan _plan;
    private readonly Dice _dice;
    private readonly Scheduler _scheduler = new();
    private readonly HistoryStore _store;
    private readonly SessionPolicy _policy;
    private readonly List<Node> _nodes;
    private readonly Site _site;
    private readonly Machine _machine;
    private readonly Owner _owner;
    private readonly Thief _thief;
    private readonly HashSet<UInt128> _attemptsSinceTheft = [];
    private int _graceLandings;

    private History(HistoryPlan plan)
    {
        _plan = plan;
        _dice = new Dice(plan.Seed);
        _store = new HistoryStore(new InMemorySojournStore(_scheduler.Time), _scheduler, _dice, plan.HasSlowStore);
        _policy = new SessionPolicy
        {
            IdleTimeout = TimeSpan.FromDays(3),
            AbsoluteTimeout = TimeSpan.FromDays(3),
            NearCacheCapacity = 64,
        };
        _nodes = [.. Enumerable.Range(0, plan.Nodes)
            .Select(_ => new Node(builder => builder.AddStore(_ => _store), _scheduler.Time, _policy))];
        _site = new Site(plan, _scheduler, _nodes, _policy, _dice) { Refreshed = Observe };
        _machine = new Machine(plan, _scheduler, _dice);
        _owner = new Owner(plan, _scheduler, new Wire(plan, _scheduler, _machine, _site, _dice), _site, _dice);
        _thief = new Thief(_owner, _scheduler, _policy.Lease, _dice);
        _store.Changed = _site.Tell;
    }

    public static HistoryResult Run(HistoryPlan plan)
    {
        var history = new History(plan);
        try
        {
            history._scheduler.Run(history.BeginAsync, history._scheduler.Started + plan.Length);
            return history.Result();
        }
        finally
        {
            history._nodes.ForEach(node => node.Dispose());
        }
    }

    private async Task BeginAsync()
    {
        foreach (var node in _nodes)
        {
            await node.Tokens.LoadAsync(CancellationToken.None);
            if (_plan.IsFed)
            {
                node.Memory.FeedCaughtUp(_scheduler.Now - _policy.LongestLease, isContinuation: false);
            }
        }

        _owner.Take((await _nodes[0].Manager.StartAsync(SignIn(), CancellationToken.None)).Token);
        for (var tab = 0; tab < Math.Max(1, _plan.Tabs); tab++)
        {
            _scheduler.Start(new Tab(_owner, _machine, _scheduler, _dice).LiveAsync);
        }

        if (_plan.Rhythm != Rhythm.None)
        {
            _scheduler.Start(_thief.LiveAsync);
        }

        if (_plan.ChangesKeys)
        {
            _scheduler.Start(ChangeKeysAsync);
        }

        if (_plan.Kind == HistoryKind.RolledBack)
        {
            await _scheduler.PassAsync(_plan.Length * _dice.Between(0.3, 0.8));
            _owner.RollBack(TimeSpan.FromMinutes(_dice.Between(5, 60)));
        }
    }

    private SignIn SignIn() => new()
    {
        Subject = new SubjectId("ada"),
        Kind = _plan.Tabs == 0 ? "native" : "browser",
        StartedAt = _scheduler.Now,
        Details = new SessionDetails
        {
            Carrier = Carrier.Bearer,
            HasRefreshInBody = _plan.Tabs == 0,
            Client = ClientContext.Unknown,
            Proof = new SessionProof(_scheduler.Now, ["pwd"], "aal1"),
        },
        Ticket = "ticket"u8.ToArray(),
    };

    /// <summary>A second key becomes the active one; the first node knows at once, the others when they meet it.</summary>
    private async Task ChangeKeysAsync()
    {
        await _scheduler.PassAsync(_plan.Length * _dice.Between(0.05, 0.6));
        await _nodes[0].Ring.ChangeAsync(
            ring => ring.WithNewKey(_scheduler.Now, _scheduler.Now), CancellationToken.None);
    }

    private void Observe(TokenUse use, Sighting sighting, IssueResult result)
    {
        if (_thief.StartedAt is null)
        {
            return;
        }

        if (use.Party == Party.Owner)
        {
            _attemptsSinceTheft.Add(use.Attempt);
        }

        if (sighting.Row is { Ending: null } row && use.Token.Generation == row.Token.Generation - 1
            && sighting.At - row.Token.RotatedAt <= Grace && _site.Ledger.MakerOf(row.Token.Generation) != use.Party)
        {
            _graceLandings++;
        }
    }

    private HistoryResult Result()
    {
        var ledger = _site.Ledger;
        var until = ledger.EndedAt ?? _scheduler.Started + _plan.Length;
        return new HistoryResult
        {
            Plan = _plan,
            Faults = ledger.Faults,
            EndedAs = ledger.EndedAs,
            Reuse = ledger.Reuse,
            IsStolen = _thief.StartedAt is { } started && started < until,
            UntilNoticed = _thief.StartedAt is { } from ? until - from : TimeSpan.Zero,
            OwnerRefreshes = _attemptsSinceTheft.Count,
            GraceLandings = _graceLandings,
            ThiefHeld = _thief.Held,
            LongestWait = _owner.LongestWait,
            Refreshes = _owner.Refreshes,
            Rotations = ledger.Rotations,
            Counted = ledger.Counted,
            EarlyLapses = _owner.EarlyLapses,
        };
    }
}
