using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Testing.Conformance;

namespace Sojourn.InMemory;

public sealed class InMemorySojournStoreTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_further_behind_than_the_history_is_interrupted_and_catches_up()
    {
        var store = new InMemorySojournStore(_time);
        await SetManyAsync(store, 3);
        var since = _time.GetUtcNow();
        await SetManyAsync(store, ChangeHistory.Capacity);

        foreach (var position in new[] { "1", null })
        {
            var seen = new List<StoreChange>();
            await foreach (var change in store.WatchAsync(position, since - TimeSpan.FromHours(1), Cancellation))
            {
                seen.Add(change);
                if (change.Kind == StoreChangeKind.Listening)
                {
                    break;
                }
            }

            Assert.Equal(StoreChangeKind.Interrupted, seen[0].Kind);
            Assert.Equal(ChangeHistory.Capacity + 2, seen.Count);
        }
    }

    [Fact]
    public async Task A_sweep_forgets_a_subjects_spent_cut_off()
    {
        var store = new InMemorySojournStore(_time);
        var now = _time.GetUtcNow();
        await SetManyAsync(store, 1);

        await store.SweepAsync(
            new SweepStep(now, TimeSpan.Zero, now + TimeSpan.FromDays(1), 1, OperationId.Create()), Cancellation);

        Assert.Null((await FindNewAsync(store, now))?.SubjectCutOff);
    }

    [Fact]
    public void A_store_that_leaves_a_suite_out_is_told_which()
    {
        var missing = ConformanceSuites.MissingFrom<InMemoryFixture>([typeof(CreationTests)]);

        Assert.Contains("LookupSuite", missing, StringComparer.Ordinal);
        Assert.DoesNotContain("CreationSuite", missing, StringComparer.Ordinal);
    }

    private static async Task SetManyAsync(InMemorySojournStore store, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var cutOff = new CutOff(
                CutOffScope.Subject, new SubjectId("ada"), null, DateTimeOffset.UnixEpoch, null, EndReason.CutOff);
            await store.SetAsync(cutOff, Cancellation);
        }
    }

    private static async Task<FoundSession?> FindNewAsync(InMemorySojournStore store, DateTimeOffset now)
    {
        var ada = new SubjectId("ada");
        var session = new SessionRecord
        {
            Id = SessionId.Create(now, null, ada),
            Subject = ada,
            Kind = "browser",
            CreatedAt = now,
            AuthenticatedAt = now,
            LastActivityAt = now,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = now + TimeSpan.FromHours(12),
            Token = new Tokens.TokenState { Generation = 1, Current = default },
            Version = 1,
        };
        await store.CreateAsync(session, null, Cancellation);
        return await store.FindAsync(session.Id, Cancellation);
    }
}
