using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Functional;

/// <summary>What happens when the store cannot be reached.</summary>
public abstract class FailureSuite : CarrierSuite
{
    private protected FailureSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Theory]
    [InlineData("POST", "/sign-in?subject=ada")]
    [InlineData("GET", "/callback")]
    public async Task While_signing_in_the_answer_is_503_without_a_credential(string method, string path)
    {
        await using var site = await StartAsync();
        var browser = site.NewBrowser();
        Store.IsDown = true;

        var answer = await browser.SendAsync(new HttpMethod(method), path, body: null);

        await AssertUnavailableAsync(answer);
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }

    [Theory]
    [InlineData("/private")]
    [InlineData("/fresh")]
    [InlineData("/certain")]
    [InlineData("/named")]
    [InlineData("/sojourn/session")]
    [InlineData("/sojourn/sessions")]
    [InlineData("/sojourn/events")]
    public async Task While_validating_what_needs_a_session_is_503_and_the_credential_stays(string path)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Clock.Advance(BeyondEveryLease);
        Store.IsDown = true;

        var answer = await browser.GetAsync(path);
        Store.IsDown = false;
        var recovered = await browser.GetAsync("/private");

        await AssertUnavailableAsync(answer);
        Assert.Equal("unavailable", TestBrowser.HeaderOf(answer, "Sojourn-Session"));
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
    }

    [Fact]
    public async Task While_validating_other_endpoints_run_anonymously()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Clock.Advance(BeyondEveryLease);
        Store.IsDown = true;

        var greeting = await browser.GetAsync("/greeting");

        Assert.Equal("Hello ", await greeting.Content.ReadAsStringAsync());
        Assert.Null(TestBrowser.HeaderOf(greeting, "Set-Cookie"));
    }

    [Fact]
    public async Task Warm_sessions_go_on_within_the_staleness_bound()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        await browser.GetAsync("/private");
        Store.IsDown = true;

        var warm = await browser.GetAsync("/private");
        var certain = await browser.GetAsync("/certain");

        Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
        await AssertUnavailableAsync(certain);
    }

    [Fact]
    public async Task Anonymous_requests_never_touch_the_store()
    {
        await using var site = await StartAsync();
        var browser = site.NewBrowser();
        Store.ResetCounts();
        Store.IsDown = true;

        await browser.GetAsync("/public");
        await browser.GetAsync("/greeting");
        var refused = await browser.GetAsync("/private");
        var state = await browser.GetAsync("/sojourn/session");
        await browser.DeleteAsync("/sojourn/session");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
        Assert.Equal(0, Store.CountOf("find") + Store.CountOf("end") + Store.CountOf("create"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_signing_out_the_credential_goes_at_once_and_the_end_is_confirmed_later(bool isWarm)
    {
        await using var site = await StartAsync();
        await using var other = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        if (isWarm)
        {
            await browser.GetAsync("/private");
        }

        Store.IsDown = true;
        var signOut = await browser.DeleteAsync("/sojourn/session");
        var body = await signOut.Content.ReadAsStringAsync();
        await site.FlushAsync();
        var refusedHere = await copy.GetAsync("/private");
        Store.IsDown = false;
        var stillRefused = await copy.GetAsync("/private");
        await site.FlushAsync();
        var elsewhere = await copy.MovedTo(other.Server.CreateHandler()).GetAsync("/private");

        Assert.Equal(HttpStatusCode.Accepted, signOut.StatusCode);
        Assert.Equal("""{"code":"sign-out-pending"}""", body);
        Assert.Empty(browser.Cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, refusedHere.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, stillRefused.StatusCode);
        Assert.Equal("signed-out", (string?)(await TestBrowser.JsonOf(elsewhere))["reason"]);
    }

    [Fact]
    public async Task Ending_the_own_session_by_its_id_while_the_store_is_down_is_pending_too()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        await browser.GetAsync("/private");
        Store.IsDown = true;

        var answer = await browser.DeleteAsync($"/sojourn/sessions/{id}");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_out_everywhere_promises_nothing_that_it_cannot_keep(bool isWarm)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var elsewhere = await site.SignedInAsync();
        if (isWarm)
        {
            await browser.GetAsync("/private");
        }

        Store.IsDown = true;
        var failed = await browser.DeleteAsync("/sojourn/session?everywhere=true");
        Store.IsDown = false;
        var repeated = await browser.DeleteAsync("/sojourn/session?everywhere=true");

        await AssertUnavailableAsync(failed);
        Assert.Equal(HttpStatusCode.NoContent, repeated.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/private")).StatusCode);
    }

    [Theory]
    [InlineData("/step-up")]
    [InlineData("/rotate")]
    public async Task A_rotation_that_the_store_refuses_changes_nothing(string path)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        await browser.GetAsync("/private");
        Store.Failing = "change";

        var answer = await browser.PostAsync(path);
        Store.Failing = null;

        await AssertUnavailableAsync(answer);
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        Assert.Equal(1, (int?)(await browser.StateAsync())["session"]!["generation"]);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_end_the_session_before_it_fails_and_leaves_neither()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var before = browser.Copy();
        Store.Failing = "end";

        var answer = await browser.PostAsync("/sign-in?subject=bob");
        Store.Failing = null;

        await AssertUnavailableAsync(answer);
        Assert.Equal(before.Token, browser.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_lost_renewal_fails_no_request_and_is_written_later()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Clock.Advance(TimeSpan.FromMinutes(20));
        await browser.GetAsync("/private");
        Store.Failing = "renew";
        await site.FlushAsync();
        Store.Failing = null;
        await site.FlushAsync();
        Clock.Advance(TimeSpan.FromMinutes(20));

        await using var other = await StartAsync();
        var answer = await browser.MovedTo(other.Server.CreateHandler()).GetAsync("/private");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_node_does_not_start_without_its_store_and_says_why()
    {
        Store.IsDown = true;

        var failure = await Assert.ThrowsAsync<SessionStoreException>(StartAsync);

        Assert.StartsWith("SOJ1503", failure.Message, StringComparison.Ordinal);
        Store.IsDown = false;
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_ring_of_an_unknown_version_is_not_reported_as_a_store_that_is_down()
    {
        var plain = new PlainProtector();
        Assert.True(await Store.ReplaceAsync(
            KeyRingName.Sessions, new KeyRingRecord(1, new byte[] { 99 }), 0, TestContext.Current.CancellationToken));

        var failure = await Assert.ThrowsAsync<SessionStoreException>(() => StartAsync(
            host: host => host.Services.AddSingleton<IKeyRingProtector>(plain)));

        Assert.StartsWith("SOJ1501", failure.Message, StringComparison.Ordinal);
    }

    private Task<TestSite> StartAsync() => StartAsync(endpoints: app =>
    {
        app.MapGet("/callback", (HttpContext context) => context.SignInAsync(TestSite.PersonOf("ada")));
        app.MapGet("/named", () => "named").RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(SojournDefaults.AuthenticationScheme).RequireAuthenticatedUser());
    });

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("store-unavailable", await TestBrowser.CodeOf(answer));
        Assert.Equal("2", TestBrowser.HeaderOf(answer, "Retry-After"));
    }

    private sealed class PlainProtector : IKeyRingProtector
    {
        public byte[] Protect(byte[] plain) => plain;

        public byte[] Unprotect(byte[] protectedRing) => protectedRing;
    }
}
