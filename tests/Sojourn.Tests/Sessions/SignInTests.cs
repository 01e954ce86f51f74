using Microsoft.Extensions.DependencyInjection;
using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Registration;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Sessions;

public sealed class SignInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_session_is_active_on_every_node()
    {
        using var house = new House();
        var b = house.AddNode();

        var token = await house.SignInAsync();

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(token));
    }

    [Fact]
    public async Task The_domain_composes_over_the_memory_store_as_a_host_registers_it()
    {
        using var house = new House();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(house.Time);
        services.AddSingleton<Keys.IKeyRingProtector>(new FakeKeyRingProtector(1));
        services.AddSingleton(new SessionPolicy());
        services.AddSojournDomain();
        new TestBuilder(services).AddInMemory().AddInMemory();
        using var provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var started = await provider.GetRequiredService<SessionManager>().StartAsync(house.SignInOf(), Cancel);
        var result = await provider.GetRequiredService<SessionValidator>().ValidateAsync(
            started.Token, started.Token.Purpose, ValidationDemands.None, Cancel);

        Assert.Equal(ValidationStatus.Active, result.Status);
    }

    [Fact]
    public async Task A_sign_in_always_gets_a_new_id_and_a_new_secret()
    {
        using var house = new House();

        var first = await house.SignInAsync();
        var second = await house.SignInAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.Secret, second.Secret);
        Assert.Equal(first.Id.Placement, second.Id.Placement);
    }

    [Fact]
    public async Task The_session_that_the_browser_had_ends_at_once_without_grace()
    {
        using var house = new House();
        var b = house.AddNode();
        var before = await house.SignInAsync();
        await house.A.StatusAsync(before);

        var after = await house.A.Manager.StartAsync(house.SignInOf() with { Replaces = before.Id }, Cancel);

        Assert.Equal(EndReason.Replaced, (await house.A.ValidateAsync(before)).Reason);
        Assert.Equal(EndReason.Replaced, (await b.ValidateAsync(before)).Reason);
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(after.Token));
    }

    [Fact]
    public async Task When_the_replaced_session_cannot_be_ended_the_sign_in_fails_and_neither_survives()
    {
        using var house = new House();
        var before = await house.SignInAsync();
        house.Store.Fail(StoreOperation.End);

        await Assert.ThrowsAsync<SessionStoreException>(async () =>
            await house.A.Manager.StartAsync(house.SignInOf() with { Replaces = before.Id }, Cancel));
        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(before));
        house.Store.Heal();
        Assert.True(await house.A.RepeatEndsAsync());

        var subject = new SubjectSessions(Tenant: null, new SubjectId("ada"), Except: null, IncludeEnded: true);
        var all = await house.Store.ListAsync(subject, after: null, most: 10, Cancel);
        Assert.Equal(2, all.Sessions.Count);
        Assert.All(all.Sessions, session => Assert.Equal(EndReason.Replaced, session.Ending?.Reason));
    }

    [Fact]
    public async Task A_limit_displaces_the_longest_unused()
    {
        var policy = new SessionPolicy
        {
            Limits = new Dictionary<string, SessionLimit>(StringComparer.Ordinal) { ["browser"] = new(Most: 2, EndOldest: true) },
        };
        using var house = new House(policy);
        var oldest = await house.SignInAsync();
        house.Pass(1);
        var middle = await house.SignInAsync();
        house.Pass(1);
        await house.A.StatusAsync(oldest);

        var newest = await house.SignInAsync();

        Assert.Equal(EndReason.Limit, (await house.A.ValidateAsync(oldest)).Reason);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(middle));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(newest));
    }

    [Fact]
    public async Task A_limit_that_does_not_displace_refuses_and_creates_nothing()
    {
        var policy = new SessionPolicy
        {
            Limits = new Dictionary<string, SessionLimit>(StringComparer.Ordinal) { ["browser"] = new(Most: 1, EndOldest: false) },
        };
        using var house = new House(policy);
        var first = await house.SignInAsync();

        var second = await house.A.Manager.StartAsync(house.SignInOf(), Cancel);

        Assert.Equal(CreateStatus.LimitReached, second.Status);
        Assert.Null(second.View);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(first));
    }

    [Fact]
    public async Task Every_instant_of_a_new_record_is_in_whole_milliseconds()
    {
        using var house = new House();
        house.Pass(TimeSpan.FromTicks(12_345));
        var signIn = house.SignInOf();
        house.Pass(1);

        var token = (await house.A.Manager.StartAsync(signIn, Cancel)).Token;

        var record = await house.RecordAsync(token.Id);
        Assert.All(
            [record.CreatedAt, record.AuthenticatedAt, record.LastActivityAt, record.AbsoluteAt, record.HandedOutAt],
            at => Assert.Equal(0, at.UtcTicks % TimeSpan.TicksPerMillisecond));
    }

    [Fact]
    public async Task A_start_in_the_future_counts_as_now()
    {
        using var house = new House();

        var started = await house.A.Manager.StartAsync(
            house.SignInOf() with { StartedAt = house.Now.AddHours(1) }, Cancel);

        Assert.Equal(house.Now, started.View!.AuthenticatedAt);
        Assert.Equal(house.Now + SessionPolicy.DefaultAbsoluteTimeout, started.View.AbsoluteAt);
    }
}
