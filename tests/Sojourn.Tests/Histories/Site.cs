using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Histories;

/// <summary>The server as clients see it: nodes of the real code over one store, and a check of every answer.</summary>
internal sealed class Site(HistoryPlan plan, Scheduler scheduler, IReadOnlyList<Node> nodes, SessionPolicy policy, Dice dice)
{
    // A fed node hears of a change within two seconds; an operation of a slow store takes up to three.
    private const double FeedLag = 2;
    private const double SlowOperation = 3.2;

    private readonly AccessTokens _accessTokens = new();
    private readonly HashSet<Node> _flushing = [];

    public Ledger Ledger { get; } = new(scheduler);

    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Called after each answer to a refresh.</summary>
    public Action<TokenUse, Sighting, IssueResult> Refreshed { get; set; } = (_, _, _) => { };

    public async Task<Answer> RefreshAsync(Node node, TokenUse use)
    {
        Enter(node);
        var sighting = HistoryStore.Watch();
        var result = await node.Manager.RotateAsync(use.Token, use.Attempt, CancellationToken.None);
        CheckRefresh(use, sighting, result);
        Refreshed(use, sighting, result);
        SessionToken? token = result is { Status: ValidationStatus.Active, IsNew: true } ? result.Token : null;
        var access = result.View is { } view ? _accessTokens.Issue(view, scheduler.Now, policy.Lease) : null;
        return Leave(node, use, new Answer(result.Status, token, access));
    }

    /// <summary>The page asks who it is, by its refresh token.</summary>
    public async Task<Answer> StatusAsync(Node node, TokenUse use)
    {
        Enter(node);
        var sighting = HistoryStore.Watch();
        var result = await node.ValidateAsync(use.Token);
        CheckLife(result.Status, sighting.Row is null ? BelievedFor : SlowOperation);
        if (sighting.Row is { Ending: null } row && result.Status != ValidationStatus.Superseded)
        {
            Ledger.Compare(row);
            Expect(use, sighting, row, result.Status, result.HasSuccessor ? result.Successor : null, rotated: false);
        }

        if (result is { Status: ValidationStatus.Active, HasSuccessor: false })
        {
            Ledger.Used(use.Token.Generation);
        }

        return Leave(node, use, new Answer(result.Status, result.HasSuccessor ? result.Successor : null, Access: null));
    }

    /// <summary>An access token is shown to one of our nodes.</summary>
    public async Task<Answer> ShowAsync(Node node, AccessToken access)
    {
        Enter(node);
        HistoryStore.Watch();
        var credential = new PresentedCredential
        {
            Purpose = TokenPurpose.RefreshCookie,
            LeaseText = access.Text.AsMemory(),
            Opener = _accessTokens,
        };
        var result = await node.Validator.ValidateAsync(credential, ValidationDemands.None, CancellationToken.None);
        CheckLife(result.Status, BelievedFor);
        if (result.Status == ValidationStatus.Active)
        {
            Ledger.Used(access.Lease.Generation);
        }

        Flush(node);
        return new Answer(result.Status, Token: null, Access: null);
    }

    /// <summary>Tells the other nodes what one has changed, late or not at all.</summary>
    public void Tell(SessionRecord record)
    {
        Ledger.Changed(record);
        foreach (var node in plan.IsFed ? nodes : [])
        {
            scheduler.Start(async () =>
            {
                await scheduler.PassAsync(dice.Between(0, FeedLag));
                if (record.Ending is { } ending)
                {
                    node.Memory.Ended(record.Id, ending.Reason);
                }
                else
                {
                    node.Memory.ChangedElsewhere(record.Id, record.Version);
                }
            });
        }
    }

    private double BelievedFor => (nodes.Count == 1 ? 0 : plan.IsFed ? FeedLag : policy.StalenessBound.TotalSeconds)
        + (plan.HasSlowStore ? SlowOperation : 0);

    private void Enter(Node node)
    {
        if (plan.IsFed)
        {
            node.Memory.FeedAlive();
        }
    }

    private Answer Leave(Node node, in TokenUse use, Answer answer)
    {
        if (answer.Token is { } token)
        {
            Ledger.HandedOut(token);
        }

        if (answer.Status is not (ValidationStatus.Active or ValidationStatus.Superseded or ValidationStatus.Ended))
        {
            Ledger.Fault($"{use.Party} was refused as {answer.Status}.");
        }

        Flush(node);
        return answer;
    }

    /// <summary>The lane is flushed at every whole second; there is nothing to see of flushes that have nothing to write.</summary>
    private void Flush(Node node)
    {
        if (_flushing.Add(node))
        {
            scheduler.Start(async () =>
            {
                await scheduler.PassAsync(1 - (scheduler.Now.Millisecond / 1000.0));
                _flushing.Remove(node);
                await node.FlushAsync();
            });
        }
    }

    private void CheckRefresh(in TokenUse use, Sighting sighting, IssueResult result)
    {
        CheckLife(result.Status, plan.HasSlowStore ? SlowOperation : 0);
        if (sighting.Row is not { Ending: null } row)
        {
            if (result.Status != ValidationStatus.Ended)
            {
                Ledger.Fault($"An ended session answered {result.Status}.");
            }

            return;
        }

        Ledger.Compare(row);
        var rotated = result is { Status: ValidationStatus.Active, IsNew: true }
            && result.Token.Generation > row.Token.Generation;
        Expect(
            use, sighting, row, result.Status,
            result is { Status: ValidationStatus.Active, IsNew: true } ? result.Token : null, rotated);
        if (rotated)
        {
            Ledger.Made(use.Party, result.Token.Generation);
        }
        else if (result is { Status: ValidationStatus.Active, IsNew: false })
        {
            Ledger.Used(use.Token.Generation);
        }
    }

    private void Expect(
        in TokenUse use, Sighting sighting, SessionRecord row, ValidationStatus status, SessionToken? handedOut, bool rotated)
    {
        var g = row.Token.Generation;
        // Whether the row was counted is the row's to say; what that makes of it is not.
        var verdict = DesignTable.Judge(
            row, use.Token.Generation, use, sighting.At, Ledger.RunBefore(g), row.Token.LostAnswers > 0);
        if (verdict == DesignVerdict.Reuse)
        {
            Ledger.FoundReuse(use, row, sighting.At);
        }

        var fits = verdict switch
        {
            DesignVerdict.Rotates => status == ValidationStatus.Active && rotated,
            DesignVerdict.Stays => status == ValidationStatus.Active && handedOut is null,
            DesignVerdict.Repeats or DesignVerdict.Counts =>
                status == ValidationStatus.Active && handedOut?.Generation == g && !rotated,
            DesignVerdict.Superseded => status == ValidationStatus.Superseded,
            _ => status == ValidationStatus.Ended && Ledger.EndedAt is not null,
        };
        if (!fits && sighting.Conflicts < 3 && !(status == ValidationStatus.Ended && Ledger.EndedAt is not null))
        {
            Ledger.Fault($"{use.Party} presented {use.Token.Generation} of {g}: {verdict} by the table, answered {status}.");
        }
    }

    private void CheckLife(ValidationStatus status, double seconds)
    {
        if (status == ValidationStatus.Active && Ledger.EndedAt is { } ended && scheduler.Now > ended.AddSeconds(seconds))
        {
            Ledger.Fault("An ended session was validated.");
        }
    }
}
