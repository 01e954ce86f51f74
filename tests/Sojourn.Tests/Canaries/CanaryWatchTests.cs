using Sojourn.Changes;
using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Canaries;

public sealed class CanaryWatchTests : IDisposable
{
    private static readonly TimeSpan Interval = SessionPolicy.DefaultCanaryInterval;

    private readonly House _house = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _house.Dispose();
    }

    [Fact]
    public async Task Every_node_measures_from_the_end_to_its_own_refusal()
    {
        var (fed, unfed) = (_house.AddNode(), _house.AddNode());
        using var own = new RecordedLags(_house.A);
        using var told = new RecordedLags(fed);
        using var asked = new RecordedLags(unfed);
        await FollowAsync(fed);
        await BeginAsync(_house.A, fed, unfed);
        _house.Pass(28);
        await StepAsync(_house.A, fed, unfed);
        _house.Pass(2);

        await EndLateAsync(0.25);
        await _house.Store.DeliveredAsync(StoreChangeKind.Ended);
        await StepAsync(fed, unfed);
        _house.Pass(2.75);
        await StepAsync(unfed);

        Assert.Equal([(0.25, "self")], own.All);
        Assert.Equal([(0.25, "feed")], told.All);
        Assert.Equal([(3, "read")], asked.All);
    }

    [Fact]
    public async Task Nodes_that_look_at_once_insert_one_and_end_one()
    {
        var b = _house.AddNode();
        await StepAsync(_house.A, b);
        _house.Pass(Interval);
        var gate = _house.Store.PauseAfter(StoreOperation.Find, most: 2);
        var steps = new[] { StepAsync(_house.A), StepAsync(b) };
        await gate.Reached;
        gate.Open();
        await Task.WhenAll(steps);

        _house.Pass(Interval / 2);
        await StepAsync(_house.A, b);

        Assert.Equal((2, 1), (_house.Store.Count(StoreOperation.Create), _house.Store.Count(StoreOperation.End)));
    }

    [Fact]
    public async Task While_nothing_happens_a_node_asks_no_more_often_than_it_would_for_any_session()
    {
        await BeginAsync(_house.A);
        _house.Store.ResetCounts();

        for (var second = 0; second < 29; second++)
        {
            _house.Pass(1);
            await StepAsync(_house.A);
        }

        Assert.Equal((5, 5), (_house.Store.Count(StoreOperation.Find), _house.Store.Total));
    }

    [Fact]
    public async Task Canaries_are_swept_after_two_intervals_and_not_kept_as_tombstones()
    {
        await BeginAsync(_house.A);
        var id = CanarySession.IdAt(_house.Now, Interval);
        _house.Pass(Interval / 2);
        await StepAsync(_house.A);
        _house.Pass(Interval);
        await SweepAsync();
        Assert.NotNull(await _house.Store.FindAsync(id, CancellationToken.None));

        _house.Pass(Interval + TimeSpan.FromSeconds(1));
        await SweepAsync();

        Assert.Null(await _house.Store.FindAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_that_dies_costs_one_measurement_and_the_sweep_ends_its_canary()
    {
        var b = _house.AddNode();
        using var lags = new RecordedLags(b);
        await BeginAsync(_house.A, b);
        var id = CanarySession.IdAt(_house.Now, Interval);
        _house.Pass(Interval);
        await StepAsync(b);
        Assert.Empty(lags.All);

        _house.Pass(Interval / 2);
        await StepAsync(b);
        _house.Pass(Interval);
        await SweepAsync();

        Assert.Equal([(0, "self")], lags.All);
        Assert.NotNull((await _house.RecordAsync(id)).Ending);
    }

    [Fact]
    public async Task Canaries_are_in_no_count_of_sessions_and_no_person_can_be_one()
    {
        using var counts = new RecordedLags(_house.A);
        await BeginAsync(_house.A);
        _house.Pass(Interval / 2);
        await StepAsync(_house.A);
        await BeginAsync(_house.A);
        _house.Pass(Interval * 3);
        await _house.A.Get<SessionSweeper>().SweepAsync(CancellationToken.None);

        // The one that was removed as a tombstone is counted as removed; no start, end or validation is.
        Assert.Equal(1, counts.Counted);
        Assert.True(CanarySession.Subject.IsReserved);
        Assert.False(SubjectId.TryParse(CanarySession.Subject.Value, out _));
        Assert.False(new SubjectId("ada").IsReserved);
    }

    [Fact]
    public async Task No_token_is_a_canarys()
    {
        await BeginAsync(_house.A);
        var id = CanarySession.IdAt(_house.Now, Interval);
        await _house.A.Tokens.LoadAsync(CancellationToken.None);

        var token = _house.A.Tokens.Issue(TokenPurpose.Cookie, id, generation: 1);

        Assert.Equal(ValidationStatus.Unknown, await _house.A.StatusAsync(token));
    }

    [Fact]
    public async Task One_late_canary_is_a_pause_and_two_in_a_row_are_a_state_until_one_is_in_time()
    {
        await LateAsync(0.2);
        Assert.Equal(RevocationState.Kept, State);
        await LateAsync(0.2);
        Assert.Equal(RevocationState.Late, State);
        Assert.Equal(2, _house.A.Logs.Events.Count(entry => entry.Id == 1600));

        await LateAsync(0.1);

        Assert.Equal(RevocationState.Kept, State);
    }

    [Fact]
    public async Task One_canary_beyond_the_staleness_bound_is_a_state_at_once()
    {
        await LateAsync(6.1);

        Assert.Equal(RevocationState.Late, State);
    }

    [Fact]
    public async Task A_canary_that_is_believed_to_the_end_of_its_interval_is_measured_then()
    {
        var b = _house.AddNode();
        using var lags = new RecordedLags(b);
        await BeginAsync(_house.A, b);
        _house.Pass(Interval / 2);
        await StepAsync(_house.A);

        _house.Pass(Interval / 2);
        await StepAsync(b);

        Assert.Equal([(30, "read")], lags.All);
        Assert.Equal(RevocationState.Late, b.Get<RevocationLag>().State);
    }

    [Fact]
    public async Task A_node_that_sees_none_for_three_intervals_says_so()
    {
        Assert.Equal(RevocationState.Kept, State);
        await StepAsync(_house.A);
        _house.Pass(Interval * 3);
        Assert.Equal(RevocationState.Kept, State);

        _house.Pass(1);

        Assert.Equal(RevocationState.Unseen, State);
    }

    [Fact]
    public async Task A_store_that_fails_is_asked_again_by_the_next_step()
    {
        await StepAsync(_house.A);
        _house.Pass(Interval);
        _house.Store.Fail();
        await Assert.ThrowsAsync<SessionStoreException>(() => StepAsync(_house.A));
        _house.Store.Heal();

        await StepAsync(_house.A);

        Assert.NotNull(_house.A.Memory.Cache.Find(CanarySession.IdAt(_house.Now, Interval)));
    }

    [Fact]
    public async Task An_interval_of_zero_measures_nothing()
    {
        using var house = new House(new SessionPolicy { CanaryInterval = TimeSpan.Zero });

        await StepAsync(house.A);
        house.Pass(Interval);
        await StepAsync(house.A);

        Assert.Equal(0, house.Store.Total);
        Assert.Equal(RevocationState.Kept, house.A.Get<RevocationLag>().State);
    }

    private RevocationState State => _house.A.Get<RevocationLag>().State;

    /// <summary>Joins, and starts the canary of the next interval.</summary>
    private async Task BeginAsync(params Node[] nodes)
    {
        await StepAsync(nodes);
        _house.Pass(TimeSpan.FromTicks(Interval.Ticks - (_house.Now.UtcTicks % Interval.Ticks)));
        await StepAsync(nodes);
    }

    private async Task LateAsync(double seconds)
    {
        await BeginAsync(_house.A);
        _house.Pass(Interval / 2);
        await EndLateAsync(seconds);
    }

    /// <summary>Lets the first node's end reach the engine so much later than it was decided.</summary>
    private async Task EndLateAsync(double seconds)
    {
        var gate = _house.Store.PauseBefore(StoreOperation.End);
        var step = StepAsync(_house.A);
        await gate.Reached;
        _house.Pass(seconds);
        gate.Open();
        await step;
    }

    private static async Task StepAsync(params Node[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.Get<CanaryWatch>().StepAsync(CancellationToken.None);
        }
    }

    private Task<int> SweepAsync() => _house.A.Get<SessionSweeper>().SweepAsync(CancellationToken.None);

    private async Task FollowAsync(Node node)
    {
        _ = node.Get<ChangeFollower>().RunAsync(_stop.Token);
        await _house.Store.DeliveredAsync(StoreChangeKind.Listening);
    }
}
