using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>One random sequence of operations, run against a store and the model side by side.</summary>
internal sealed class ModelRun(ISojournStore store, ManualTimeProvider time, ulong seed)
{
    private static readonly SubjectId[] Subjects = [Sample.Ada, Sample.Bob];

    private readonly SeededNumbers _numbers = new(seed);
    private readonly StoreModel _model = new();
    private readonly HashSet<SessionId> _reported = [];

    private DateTimeOffset Now => time.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task RunAsync(int steps)
    {
        Func<Task>[] operations =
        [
            CreateAsync, CreateAsync, CreateLimitedAsync, RenewAsync, RenewAsync, ChangeAsync, ChangeAsync, EndAsync,
            EndManyAsync, CutOffAsync, SweepAsync, StepClockAsync, StepClockAsync,
        ];
        for (var step = 0; step < steps; step++)
        {
            await _numbers.Of(operations)();
            await CompareAsync();
        }
    }

    private async Task CreateAsync()
    {
        var session = NewSession();
        await store.AddAsync(session);
        _model.Create(session);
        Assert.Equal(CreateStatus.AlreadyExists, (await store.CreateAsync(session, null, Cancellation)).Status);
    }

    private async Task CreateLimitedAsync()
    {
        var session = NewSession();
        var limit = new SessionLimit(1 + _numbers.Below(3), _numbers.Below(2) == 0);
        var rivals = _model.Live(session.Subject).OrderBy(id => _model.Entries[id].Activity).ToList();
        var surplus = Math.Max(0, rivals.Count + 1 - limit.Most);

        var result = await store.CreateAsync(session, limit, Cancellation);

        if (surplus > 0 && !limit.EndOldest)
        {
            Assert.Equal(CreateStatus.LimitReached, result.Status);
            return;
        }

        Assert.Equal(CreateStatus.Created, result.Status);
        // Of equally unused ones any may go, so instants are compared and not ids.
        Assert.Equal(
            rivals.Take(surplus).Select(id => _model.Entries[id].Activity),
            result.Displaced.Select(id => _model.Entries[id].Activity).Order());
        Report(result.Displaced, EndReason.Limit);
        _model.Create(session);
    }

    private async Task RenewAsync()
    {
        var ids = _model.Entries.Keys.Where(_ => _numbers.Below(2) == 0).Append(SessionId.Create(Now, null, Sample.Ada));
        var renewals = ids.Order()
            .Select(id => new Renewal(id, Now - TimeSpan.FromSeconds(_numbers.Below(900)), null, 0))
            .ToArray();

        var live = await store.RenewAsync(renewals, Cancellation);

        Assert.Equal(renewals.Count(renewal => _model.Renew(renewal.Id, renewal.ActivityAt!.Value)), live);
    }

    private async Task ChangeAsync()
    {
        if (Any() is not { } id)
        {
            return;
        }

        var entry = _model.Entries[id];
        var token = (await store.ReadAsync(id)).Token;
        var change = new SessionChange
        {
            ExpectedVersion = entry.Version - _numbers.Below(2),
            Token = _numbers.Below(2) == 0 ? Sample.Successor(token, Now) : null,
            AbsoluteAt = _numbers.Below(3) == 0 ? Now + TimeSpan.FromHours(_numbers.Below(24)) : null,
        };

        var result = await store.ChangeAsync(id, change, Cancellation);

        Assert.Equal(_model.Change(id, change), result.Status);
        Assert.Equal(entry.Version, result.Current?.Version);
    }

    private async Task EndAsync()
    {
        if (Any() is not { } id)
        {
            return;
        }

        var result = await store.EndAsync(id, Sample.Ending(Now), Cancellation);

        Assert.Equal(_model.Entries[id].Ended == EndReason.None, result.Applied);
        if (result.Applied)
        {
            Report([id], EndReason.Revoked);
        }
    }

    private async Task EndManyAsync()
    {
        var subject = _numbers.Of(Subjects);
        var (except, most) = (Any(), 1 + _numbers.Below(4));
        var live = _model.Live(subject).Where(id => id != except).ToList();

        var result = await store.EndManyAsync(Sample.Of(subject, except: except), Sample.Ending(Now), most, Cancellation);

        Assert.Equal(Math.Min(most, live.Count), result.Ids.Count);
        Assert.Equal(live.Count > most, result.More);
        Assert.Subset(live.ToHashSet(), result.Ids.ToHashSet());
        Report(result.Ids, EndReason.Revoked);
    }

    private async Task CutOffAsync()
    {
        if (store is not ICutOffStore cutOffs)
        {
            return;
        }

        var (subject, at) = (_numbers.Of(Subjects), Now - TimeSpan.FromSeconds(_numbers.Below(900)));
        await cutOffs.SetAsync(new CutOff(CutOffScope.Subject, subject, null, at, null, EndReason.CutOff), Cancellation);
        _model.CutOffs[subject] = _model.CutOffs.TryGetValue(subject, out var kept) && kept > at ? kept : at;
    }

    private async Task SweepAsync()
    {
        var due = _model.Entries.Keys.ToDictionary(id => id, id => _model.Due(id, Now));
        var most = 1 + _numbers.Below(3);

        var result = await store.SweepAsync(Sample.Sweep(Now, most), Cancellation);

        Assert.Equal(Math.Min(most, due.Values.Count(reason => reason != EndReason.None)), result.Expired.Count);
        foreach (var expired in result.Expired)
        {
            Assert.Equal(due[expired.Id], expired.Ending?.Reason);
            Report([expired.Id], due[expired.Id]);
        }
    }

    private Task StepClockAsync()
    {
        time.Advance(TimeSpan.FromSeconds(_numbers.Below(1800)));
        return Task.CompletedTask;
    }

    /// <summary>The invariants: each ending is reported once, by whoever caused it.</summary>
    private void Report(IEnumerable<SessionId> ended, EndReason reason)
    {
        foreach (var id in ended)
        {
            Assert.True(_reported.Add(id), "An ending was reported twice.");
            Assert.True(_model.End(id, reason), "An ending was reported for an ended session.");
        }
    }

    private async Task CompareAsync()
    {
        foreach (var (id, entry) in _model.Entries)
        {
            var found = await store.FindAsync(id, Cancellation);
            Assert.NotNull(found);
            var session = found.Session;
            Assert.Equal(entry.Ended, session.Ending?.Reason ?? EndReason.None);
            Assert.Equal(entry.Version, session.Version);
            Assert.Equal(entry.Generation, session.Token.Generation);
            Assert.Equal(entry.Activity, session.LastActivityAt);
            Assert.Equal(entry.Absolute, session.AbsoluteAt);
            Assert.True(session.AbsoluteAt <= session.CreatedAt + Sample.Absolute, "The absolute deadline moved later.");
            Assert.Equal(
                _model.CutOffs.TryGetValue(entry.Subject, out var at) ? at : null,
                store is ICutOffStore ? found.SubjectCutOff?.At : null);
        }
    }

    private SessionRecord NewSession() => Sample.Session(Now, _numbers.Of(Subjects));

    private SessionId? Any() => _model.Entries.Count == 0 ? null : _numbers.Of(_model.Entries.Keys.Order().ToList());
}
