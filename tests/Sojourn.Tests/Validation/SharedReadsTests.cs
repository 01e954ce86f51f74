using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

public sealed class SharedReadsTests : IDisposable
{
    private readonly House _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task However_many_wait_for_a_cold_session_it_is_read_once()
    {
        var token = await _house.SignInAsync();
        var gate = _house.Store.PauseBefore(StoreOperation.Find);
        var waiting = Enumerable.Range(0, 100).Select(_ => _house.A.StatusAsync(token)).ToList();
        await gate.Reached;

        gate.Open();
        var all = await Task.WhenAll(waiting);

        Assert.All(all, status => Assert.Equal(ValidationStatus.Active, status));
        Assert.Equal(1, _house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task The_first_caller_that_gives_up_takes_nobody_with_it()
    {
        var token = await _house.SignInAsync();
        var gate = _house.Store.PauseBefore(StoreOperation.Find);
        using var abort = new CancellationTokenSource();
        var first = _house.A.Validator.ValidateAsync(token, token.Purpose, ValidationDemands.None, abort.Token).AsTask();
        var second = _house.A.StatusAsync(token);
        await gate.Reached;

        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();

        Assert.Equal(ValidationStatus.Active, await second);
        Assert.Equal(1, _house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_read_that_fails_fails_for_all_that_wait_and_the_next_one_asks_again()
    {
        var token = await _house.SignInAsync();
        var gate = _house.Store.PauseBefore(StoreOperation.Find);
        var waiting = new[] { _house.A.StatusAsync(token), _house.A.StatusAsync(token) };
        await gate.Reached;
        _house.Store.Fail();
        gate.Open();
        Assert.All(await Task.WhenAll(waiting), status => Assert.Equal(ValidationStatus.Unavailable, status));

        _house.Store.Heal();

        Assert.Equal(ValidationStatus.Active, await _house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_request_after_an_end_does_not_join_a_read_from_before_it()
    {
        var token = await _house.SignInAsync();
        var gate = _house.Store.PauseAfter(StoreOperation.Find);
        var before = _house.A.StatusAsync(token);
        await gate.Reached;
        await _house.A.EndAsync(token);

        Assert.Equal(ValidationStatus.Ended, await _house.A.StatusAsync(token));

        gate.Open();
        await before;
        Assert.Equal(ValidationStatus.Ended, await _house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_request_joins_no_read_that_is_as_old_as_the_staleness_bound()
    {
        var token = await _house.SignInAsync();
        var b = _house.AddNode();
        var gate = _house.Store.PauseAfter(StoreOperation.Find);
        var stalled = b.StatusAsync(token);
        await gate.Reached;
        await _house.A.EndAsync(token);
        _house.Pass(SessionPolicy.DefaultStalenessBound);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));

        gate.Open();
        await stalled;
    }

    [Fact]
    public async Task Who_demands_certainty_joins_nobody()
    {
        var token = await _house.SignInAsync();
        var gate = _house.Store.PauseAfter(StoreOperation.Find);
        var stalled = _house.A.StatusAsync(token);
        await gate.Reached;

        await _house.A.ValidateAsync(token, ValidationDemands.AskStore);

        Assert.Equal(2, _house.Store.Count(StoreOperation.Find));
        gate.Open();
        await stalled;
    }

    [Fact]
    public async Task A_flood_of_one_genuine_token_without_a_record_reads_once_within_the_bound()
    {
        await _house.A.Tokens.LoadAsync(CancellationToken.None);
        var id = SessionId.Create(_house.Now, tenant: null, new SubjectId("ada"));
        var token = _house.A.Tokens.Issue(TokenPurpose.Cookie, id, generation: 1);

        await FloodAsync(token, ValidationStatus.Unknown);
        Assert.Equal(1, _house.Store.Count(StoreOperation.Find));
        _house.Pass(SessionPolicy.DefaultStalenessBound);
        await FloodAsync(token, ValidationStatus.Unknown);

        Assert.Equal(2, _house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_flood_of_one_ended_token_reads_once_and_the_reason_is_told_to_its_holder_only()
    {
        var token = await _house.SignInAsync();
        await _house.A.EndAsync(token);
        _house.Store.ResetCounts();

        await FloodAsync(token, ValidationStatus.Ended);
        var holder = await _house.A.ValidateAsync(token);
        var other = await _house.A.ValidateAsync(_house.A.Tokens.Issue(token.Purpose, token.Id, generation: 1));

        Assert.Equal(1, _house.Store.Count(StoreOperation.Find));
        Assert.Equal((true, false), (holder.HolderProven, other.HolderProven));
    }

    [Fact]
    public async Task What_is_gone_is_asked_for_when_certainty_is_demanded()
    {
        var token = await _house.SignInAsync();
        await _house.A.EndAsync(token);
        await _house.A.StatusAsync(token);
        _house.Store.ResetCounts();

        await _house.A.ValidateAsync(token, ValidationDemands.AskStore);

        Assert.Equal(1, _house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task Without_a_staleness_bound_every_request_reads()
    {
        using var house = new House(new SessionPolicy { StalenessBound = TimeSpan.Zero });
        var token = await house.SignInAsync();
        await house.A.EndAsync(token);
        house.Store.ResetCounts();

        await house.A.StatusAsync(token);
        await house.A.StatusAsync(token);

        Assert.Equal(2, house.Store.Count(StoreOperation.Find));
    }

    private async Task FloodAsync(SessionToken token, ValidationStatus expected)
    {
        for (var index = 0; index < 100; index++)
        {
            Assert.Equal(expected, await _house.A.StatusAsync(token));
        }
    }
}
