using Sojourn.Validation;

namespace Sojourn.Histories;

/// <summary>One tab, or the app: refreshes at a random 60 to 90 % of the lease, and shows its access token around.</summary>
internal sealed class Tab(Owner owner, Machine machine, Scheduler scheduler, Dice dice)
{
    private const double AsksWhoItIs = 0.1;
    private const double IsFrozen = 0.02;

    private AccessToken? _access;

    public async Task LiveAsync()
    {
        await scheduler.PassAsync(dice.Between(0, 2));
        while (!owner.IsSignedOut)
        {
            await machine.AwakeAsync();
            await scheduler.PassAsync(dice.Between(0, 1));
            if (dice.Chance(AsksWhoItIs))
            {
                await AskAsync();
            }

            await RefreshAsync();
            if (_access is not { } access || owner.IsSignedOut)
            {
                continue;
            }

            var due = scheduler.Now + ((access.Lease.BelievedUntil - scheduler.Now) * dice.Between(0.6, 0.9));
            if (!await UseAsync(access, due))
            {
                owner.EarlyLapses++;
            }
            else if (due > scheduler.Now)
            {
                await scheduler.PassAsync(due - scheduler.Now);
            }

            if (dice.Chance(IsFrozen))
            {
                await scheduler.PassAsync(TimeSpan.FromHours(dice.Between(0.2, 2)));
            }
        }
    }

    private TokenUse Present(UInt128 attempt, bool isRefresh) => new(Party.Owner, owner.Jar, attempt, isRefresh);

    private async Task RefreshAsync()
    {
        var attempt = owner.BeginAttempt();
        var waits = 0;
        for (var pause = 1.0; !owner.IsSignedOut; pause = Math.Min(30, pause * 2))
        {
            await machine.AwakeAsync();
            var use = Present(attempt, isRefresh: true);
            var answer = await owner.Wire.SendAsync(node => owner.Site.RefreshAsync(node, use), owner.Receive);
            switch (answer?.Status)
            {
                case ValidationStatus.Active:
                    _access = answer.Access;
                    owner.Succeeded(attempt);
                    return;
                case ValidationStatus.Superseded:
                    owner.Waited(++waits);
                    await scheduler.PassAsync(1);
                    break;
                case ValidationStatus.Ended:
                    owner.SignOut();
                    return;
                default:
                    waits = answer is null ? waits : 0;
                    await scheduler.PassAsync(pause * dice.Between(0.5, 1));
                    attempt = owner.Plan.Kind == HistoryKind.Forgotten ? owner.NewAttempt() : attempt;
                    break;
            }
        }
    }

    private async Task AskAsync()
    {
        var use = Present(attempt: 0, isRefresh: false);
        var answer = await owner.Wire.SendAsync(node => owner.Site.StatusAsync(node, use), owner.Receive);
        if (answer?.Status == ValidationStatus.Ended)
        {
            owner.SignOut();
        }
    }

    /// <summary>Shows the access token to us or to others; others never tell us.</summary>
    /// <returns>False when one of our nodes wants a newer one.</returns>
    private async Task<bool> UseAsync(AccessToken access, DateTimeOffset until)
    {
        for (var uses = 0; uses < 2 && scheduler.Now < until; uses++)
        {
            if (dice.Chance(owner.Plan.ShownToUs))
            {
                var answer = await owner.Wire.SendAsync(node => owner.Site.ShowAsync(node, access), _ => { });
                if (answer is { Status: ValidationStatus.Superseded })
                {
                    return false;
                }

                if (answer is { Status: ValidationStatus.Unknown } && scheduler.Now < access.Lease.BelievedUntil)
                {
                    owner.Site.Ledger.Fault("A live access token was refused.");
                }
            }

            await scheduler.PassAsync(dice.Between(1, 60));
        }

        return true;
    }
}
