using Sojourn.Houses;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

public sealed class SessionValidatorTests
{
    [Fact]
    public async Task A_near_hit_from_text_to_decision_allocates_nothing()
    {
        using var house = new House();
        var text = (await house.SignInAsync()).Text();
        var validator = house.A.Validator;
        for (var index = 0; index < 200; index++)
        {
            Assert.Equal(ValidationStatus.Active, Decide(validator, text));
        }

        // The runtime may allocate while it compiles a better version in between; the path itself would do it each time.
        Assert.Equal(0, Enumerable.Range(0, 20).Min(_ => Allocated(validator, text)));
    }

    [Fact]
    public async Task Activity_of_a_queued_session_allocates_nothing()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var view = (await house.A.RequestAsync(token)).Session!;
        var allocated = new List<long>();
        for (var index = 0; index < 50; index++)
        {
            house.Pass(0.001);
            var before = GC.GetAllocatedBytesForCurrentThread();
            house.A.Validator.RecordActivity(view, house.Now);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated.Skip(2).Min());
    }

    [Fact]
    public async Task A_cold_validation_is_one_read_and_warm_ones_are_none()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await b.Tokens.LoadAsync(CancellationToken.None);
        house.Store.ResetCounts();

        await b.StatusAsync(token);
        Assert.Equal((1, 1), (house.Store.Count(StoreOperation.Find), house.Store.Total));

        for (var index = 0; index < 100; index++)
        {
            Assert.Equal(ValidationStatus.Active, await b.StatusAsync(token));
        }

        Assert.Equal(1, house.Store.Total);
    }

    [Fact]
    public async Task Asking_the_store_reads_the_record_and_the_cut_offs_each_time()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        house.Store.ResetCounts();

        await house.A.ValidateAsync(token, ValidationDemands.AskStore);
        await house.A.ValidateAsync(token, ValidationDemands.AskStore);

        Assert.Equal(
            (2, 2, 4),
            (house.Store.Count(StoreOperation.Find), house.Store.Count(StoreOperation.ListCutOffs), house.Store.Total));
    }

    [Fact]
    public async Task An_end_that_one_request_has_found_is_not_forgotten_by_the_next()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await b.StatusAsync(token);
        await house.A.EndAsync(token);

        Assert.Equal(ValidationStatus.Ended, (await b.ValidateAsync(token, ValidationDemands.AskStore)).Status);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task Without_a_feed_an_end_elsewhere_is_seen_within_the_staleness_bound()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await b.StatusAsync(token);

        await house.A.EndAsync(token);
        house.Pass(4.999);
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(token));
        house.Pass(0.001);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task Staleness_counts_from_before_a_slow_read()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        var gate = house.Store.PauseAfter(StoreOperation.Find);
        var filling = b.ValidateAsync(token).AsTask();
        await gate.Reached;
        await house.A.EndAsync(token);

        house.Pass(4);
        gate.Open();
        await filling;
        house.Pass(1);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_no_entry_live_longer()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var view = (await house.A.ValidateAsync(token)).Session!;
        house.A.Memory.Cache.Remove(token.Id);
        var future = new NearEntry(view, token, house.Now.AddHours(1));
        house.A.Memory.Cache.TryFill(future, house.A.Memory.Cache.BeginFill(token.Id));
        house.Store.ResetCounts();

        await house.A.StatusAsync(token);

        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_store_that_is_down_is_unavailable_when_cold_and_believed_when_warm_and_ends_nothing()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        await b.Tokens.LoadAsync(CancellationToken.None);
        house.Store.Fail();

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Unavailable, await b.StatusAsync(token));
        house.Pass(5);
        Assert.Equal(ValidationStatus.Unavailable, await house.A.StatusAsync(token));

        house.Store.Heal();
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_genuine_token_without_a_record_is_unknown()
    {
        using var house = new House();
        await house.A.Tokens.LoadAsync(CancellationToken.None);
        var id = SessionId.Create(house.Now, tenant: null, new SubjectId("ada"));

        Assert.Equal(
            ValidationStatus.Unknown, await house.A.StatusAsync(house.A.Tokens.Issue(TokenPurpose.Cookie, id, 1)));
    }

    [Fact]
    public async Task The_right_id_with_another_secret_never_gets_the_near_entry()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);

        var other = house.A.Tokens.Issue(token.Purpose, token.Id, token.Generation);

        Assert.Equal(ValidationStatus.Unknown, await house.A.StatusAsync(other));
    }

    private static long Allocated(SessionValidator validator, string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var status = ValidationStatus.Active;
        for (var index = 0; index < 1000; index++)
        {
            status |= Decide(validator, text);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(ValidationStatus.Active, status);
        return allocated;
    }

    private static ValidationStatus Decide(SessionValidator validator, string text)
    {
        if (!SessionToken.TryParse(text, out var token))
        {
            return ValidationStatus.Malformed;
        }

        var pending = validator.ValidateAsync(
            token, TokenPurpose.Cookie, ValidationDemands.None, CancellationToken.None);
        return pending.IsCompletedSuccessfully ? pending.GetAwaiter().GetResult().Status : ValidationStatus.Unavailable;
    }
}
