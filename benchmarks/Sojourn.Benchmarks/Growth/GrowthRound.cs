using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Benchmarks.Growth;

/// <summary>What is done to a filled store, each action measured by itself.</summary>
internal sealed class GrowthRound(FilledStore filled, GrowthPlan plan, GrowthTimes times)
{
    private const int PageLength = 100;
    private const int SweepLength = 500;

    public async Task RunAsync()
    {
        var read = Enumerable.Range(0, plan.Samples).Select(_ => filled.NextSample()).ToList();
        foreach (var token in read)
        {
            await times.MeasureAsync("validate a session that the node does not remember", () => ValidateAsync(token));
        }

        await times.MeasureAsync($"renew {plan.Samples} sessions in one batch", () => RenewAsync(read));
        for (var number = 0; number < plan.Samples; number++)
        {
            var token = filled.NextSample();
            await times.MeasureAsync("end one session", () => EndAsync(token));
        }

        foreach (var (sessions, subjects) in plan.Subjects)
        {
            for (var number = 0; number < subjects; number++)
            {
                await RunAsync(sessions, filled.NextSubject(sessions));
            }
        }
    }

    /// <summary>Once nothing else is measured: it takes whatever rests longest.</summary>
    public Task SweepAsync() => times.MeasureAsync($"sweep one batch: end {SweepLength} expired sessions", async () =>
    {
        var later = filled.Node.Clock.Now + TimeSpan.FromHours(1);
        var step = new SweepStep(later, TimeSpan.Zero, later - TimeSpan.FromDays(28), SweepLength, OperationId.Create());
        var swept = await filled.Store.Store.SweepAsync(step, CancellationToken.None);
        Expect(swept.Expired.Count == SweepLength, "too little to sweep");
    });

    private async Task RunAsync(int sessions, SubjectId subject)
    {
        var selection = new SubjectSessions(Tenant: null, subject, Except: null, IncludeEnded: false);
        await times.MeasureAsync($"list the first page of a subject with {sessions:N0}", () => ListAsync(selection, Math.Min(sessions, PageLength)));
        await times.MeasureAsync($"end all {sessions:N0} of a subject", async () =>
        {
            var ended = await filled.Node.Manager.EndAllAsync(selection, EndReason.Revoked, actor: null, CancellationToken.None);
            Expect(ended.Count == sessions, "sessions of a subject are missing");
        });
    }

    private async ValueTask ValidateAsync(SessionToken token)
    {
        var result = await filled.Node.Validator.ValidateAsync(token, token.Purpose, ValidationDemands.None, CancellationToken.None);
        Expect(result.Status == ValidationStatus.Active, "a session is refused");
    }

    private async ValueTask RenewAsync(List<SessionToken> tokens)
    {
        var now = filled.Node.Clock.Now;
        var renewals = tokens.Select(token => new Renewal(token.Id, now, HandedOutAt: null, Acknowledged: 0))
            .OrderBy(renewal => renewal.Id).ToArray();
        var live = await filled.Store.Store.RenewAsync(renewals, CancellationToken.None);
        Expect(live == renewals.Length, "a session cannot be renewed");
    }

    private async ValueTask EndAsync(SessionToken token)
    {
        var result = await filled.Node.Manager.EndAsync(token.Id, EndReason.Revoked, actor: null, CancellationToken.None);
        Expect(result.Applied, "a session has ended before");
    }

    private async ValueTask ListAsync(SubjectSessions selection, int expected)
    {
        var page = await filled.Node.Manager.ListAsync(selection, after: null, PageLength, CancellationToken.None);
        Expect(page.Sessions.Count == expected, "sessions are missing in a list");
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"What is measured is not what was meant: {otherwise}.");
        }
    }
}
