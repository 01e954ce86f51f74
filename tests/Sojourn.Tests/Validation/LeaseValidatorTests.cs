using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

public sealed class LeaseValidatorTests
{
    private readonly TestLeases _leases = new();

    [Fact]
    public async Task A_lease_is_verified_once_and_believed_without_the_store()
    {
        using var house = Fed();
        var (credential, _) = await IssueAsync(house);
        house.Store.ResetCounts();

        var first = await ValidateAsync(house, credential);
        var second = await ValidateAsync(house, credential);

        Assert.Equal((ValidationStatus.Active, ValidationStatus.Active), (first.Status, second.Status));
        Assert.Equal((1, 0), (_leases.Openings, house.Store.Total));
    }

    [Fact]
    public async Task A_remembered_lease_that_is_believed_completes_synchronously_and_allocates_nothing()
    {
        using var house = Fed();
        var (credential, _) = await IssueAsync(house);
        var validator = house.A.Validator;
        var allocated = new List<long>();
        for (var round = 0; round < 200; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var validation = validator.ValidateAsync(credential, ValidationDemands.None, CancellationToken.None);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(round == 0 || validation.IsCompletedSuccessfully);
            Assert.Equal(ValidationStatus.Active, (await validation).Status);
        }

        Assert.Equal(0, allocated[^1]);
    }

    [Fact]
    public async Task A_text_that_nobody_issued_is_malformed_and_reads_nothing()
    {
        using var house = Fed();
        await IssueAsync(house);
        house.Store.ResetCounts();

        var result = await ValidateAsync(house, _leases.Present("a text that nobody has issued"));

        Assert.Equal((ValidationStatus.Malformed, 0), (result.Status, house.Store.Total));
    }

    [Theory]
    [InlineData(29, ValidationStatus.Active)]
    [InlineData(31, ValidationStatus.Malformed)]
    public async Task A_lease_from_the_future_is_malformed_beyond_the_clocks_skew(double seconds, object expected)
    {
        using var house = Fed();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        var credential = _leases.Issue(await house.RecordAsync(token.Id), house.Now.AddSeconds(seconds));

        Assert.Equal(expected, (await ValidateAsync(house, credential)).Status);
    }

    [Fact]
    public async Task A_lapsed_lease_without_a_token_is_unknown()
    {
        using var house = Fed();
        var (credential, _) = await IssueAsync(house);
        await ValidateAsync(house, credential);
        house.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(ValidationStatus.Unknown, (await ValidateAsync(house, credential)).Status);
    }

    [Fact]
    public async Task A_known_end_refuses_without_the_store_and_tells_the_reason_to_the_holder()
    {
        using var house = Fed();
        var (credential, token) = await IssueAsync(house);
        await house.A.EndAsync(token);
        house.Store.ResetCounts();

        var result = await ValidateAsync(house, credential);

        Assert.Equal((ValidationStatus.Ended, EndReason.Revoked, true), (result.Status, result.Reason, result.HolderProven));
        Assert.Equal(0, house.Store.Total);
    }

    [Fact]
    public async Task A_newer_version_makes_it_ask_once_and_then_it_is_believed_again()
    {
        using var house = Fed();
        var (credential, token) = await IssueAsync(house);
        house.Pass(61);
        await house.A.RotateAsync(token);
        KeepFed(house);
        house.Store.ResetCounts();

        var first = await ValidateAsync(house, credential);
        var second = await ValidateAsync(house, credential);

        Assert.Equal((ValidationStatus.Active, ValidationStatus.Active), (first.Status, second.Status));
        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task Without_the_feed_the_store_is_asked_once_in_every_staleness_bound()
    {
        using var house = new House();
        var (credential, _) = await IssueAsync(house);
        house.Store.ResetCounts();

        await ValidateAsync(house, credential);
        await ValidateAsync(house, credential);
        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
        house.Pass(5);
        await ValidateAsync(house, credential);

        Assert.Equal(2, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_request_that_asks_for_certainty_gets_it_from_the_store()
    {
        using var house = Fed();
        var (credential, _) = await IssueAsync(house);
        house.Store.ResetCounts();

        await house.A.Validator.ValidateAsync(credential, ValidationDemands.AskStore, CancellationToken.None);

        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_lease_from_before_what_had_to_be_forgotten_asks_the_store_and_is_refused_there()
    {
        using var house = Fed(new SessionPolicy { NearCacheCapacity = 8 });
        var (credential, token) = await IssueAsync(house);
        await ValidateAsync(house, credential);
        await house.A.EndAsync(token);
        for (var told = 0; told < 200; told++)
        {
            house.Pass(0.001);
            house.A.Memory.Known.Changed(SessionId.Create(house.Now, tenant: null, new SubjectId("grace")), version: 2);
        }

        Assert.Null(house.A.Memory.Known.Find(token.Id));
        Assert.Equal(EndReason.Revoked, (await ValidateAsync(house, credential)).Reason);
    }

    [Fact]
    public async Task A_lease_that_was_confirmed_before_what_had_to_be_forgotten_asks_again()
    {
        using var house = new House(new SessionPolicy { NearCacheCapacity = 8 });
        var (credential, token) = await IssueAsync(house);
        await ValidateAsync(house, credential);
        await house.A.EndAsync(token);
        for (var told = 0; told < 200; told++)
        {
            house.Pass(0.001);
            house.A.Memory.Known.Changed(SessionId.Create(house.Now, tenant: null, new SubjectId("grace")), version: 2);
        }

        Assert.Equal(ValidationStatus.Ended, (await ValidateAsync(house, credential)).Status);
    }

    [Fact]
    public async Task A_ring_that_cannot_be_asked_makes_nothing_known()
    {
        using var house = Fed();
        var (credential, _) = await IssueAsync(house);
        _leases.IsDown = true;

        Assert.Equal(ValidationStatus.Unavailable, (await ValidateAsync(house, credential)).Status);
    }

    [Fact]
    public async Task A_believed_lease_does_not_need_the_store_to_be_up_and_an_asking_one_does()
    {
        using var house = Fed();
        var (credential, _) = await IssueAsync(house);
        house.Store.Fail();

        Assert.Equal(ValidationStatus.Active, (await ValidateAsync(house, credential)).Status);
        var asking = await house.A.Validator.ValidateAsync(credential, ValidationDemands.AskStore, CancellationToken.None);
        Assert.Equal(ValidationStatus.Unavailable, asking.Status);
    }

    [Fact]
    public async Task Whichever_node_sees_a_lease_of_a_later_generation_acknowledges_it()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(61);
        await house.A.RotateAsync(token);
        var credential = _leases.Issue(await house.RecordAsync(token.Id), house.Now);

        await b.Validator.ValidateAsync(credential, ValidationDemands.None, CancellationToken.None);
        await b.FlushAsync();

        Assert.Equal(2, (await house.RecordAsync(token.Id)).Acknowledged);
    }

    [Fact]
    public async Task A_session_that_has_moved_to_another_carrier_refuses_the_lease_and_ends_nothing()
    {
        using var house = new House();
        var (credential, token) = await IssueAsync(house);
        await house.A.Manager.MoveAsync(token, Carrier.Cookie, hasRefreshInBody: false, CancellationToken.None);

        Assert.Equal(ValidationStatus.Unknown, (await ValidateAsync(house, credential)).Status);
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
    }

    private static House Fed(SessionPolicy? policy = null)
    {
        var house = new House(policy);
        house.A.Memory.FeedCaughtUp(house.Now - TimeSpan.FromMinutes(10), isContinuation: false);
        return house;
    }

    private static void KeepFed(House house) => house.A.Memory.FeedAlive();

    private static ValueTask<ValidationResult> ValidateAsync(House house, PresentedCredential credential) =>
        house.A.Validator.ValidateAsync(credential, ValidationDemands.None, CancellationToken.None);

    private async Task<(PresentedCredential Credential, SessionToken Token)> IssueAsync(House house)
    {
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        return (_leases.Issue(await house.RecordAsync(token.Id), house.Now), token);
    }
}
