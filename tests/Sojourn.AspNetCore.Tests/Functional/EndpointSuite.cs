using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Every row of docs/reference/http.md but the event stream.</summary>
public abstract class EndpointSuite : CarrierSuite
{
    private protected EndpointSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task The_state_of_a_signed_in_browser_has_every_documented_member()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(90));

        var state = await browser.StateAsync();

        Assert.Equal(
            ["status", "session", "idleSeconds", "absoluteSeconds", "warningSeconds", "renewalSeconds"],
            state.Select(member => member.Key),
            StringComparer.Ordinal);
        Assert.Equal(
            [
                "id", "generation", "subject", "kind", "carrier", "claims", "methods", "authenticatedSecondsAgo",
                "provedSecondsAgo",
            ],
            state["session"]!.AsObject().Select(member => member.Key),
            StringComparer.Ordinal);
        Assert.Equal(1710, (int?)state["idleSeconds"]);
        Assert.Equal(43110, (int?)state["absoluteSeconds"]);
        Assert.Equal(120, (int?)state["warningSeconds"]);
        Assert.Equal(60, (int?)state["renewalSeconds"]);
        Assert.Equal(90, (int?)state["session"]!["provedSecondsAgo"]);
        Assert.Equal("browser", (string?)state["session"]!["kind"]);
        Assert.Equal(Kit.Name, (string?)state["session"]!["carrier"]);
    }

    [Fact]
    public async Task Every_answer_of_an_endpoint_is_private()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        HttpResponseMessage[] answers =
        [
            await browser.GetAsync("/sojourn/session"),
            await site.NewBrowser().GetAsync("/sojourn/session"),
            await browser.PostAsync("/sojourn/session/renew"),
            await browser.GetAsync("/sojourn/sessions"),
            await browser.GetAsync("/sojourn/sessions?most=no"),
            await browser.PatchAsync($"/sojourn/sessions/{id}", new { name = "Mine" }),
            await browser.DeleteAsync("/sojourn/sessions"),
            await site.NewBrowser().GetAsync("/sojourn/events"),
            await browser.DeleteAsync("/sojourn/session"),
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal("no-store", TestBrowser.HeaderOf(answer, "Cache-Control"));
            Assert.Equal(Kit.Vary, TestBrowser.HeaderOf(answer, "Vary"));
            Assert.NotNull(TestBrowser.HeaderOf(answer, "Sojourn-Session"));
        });
    }

    [Fact]
    public async Task The_session_header_is_exactly_as_documented()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        await browser.GetAsync("/private");
        site.Clock.Advance(TimeSpan.FromSeconds(61));

        var active = await browser.GetAsync("/private");
        var none = await site.NewBrowser().GetAsync("/private");
        var thief = browser.Copy();
        await browser.DeleteAsync("/sojourn/session");
        var ended = await thief.GetAsync("/private");
        var open = await browser.GetAsync("/public");

        Assert.Equal(
            $"active; id=\"{id}\"; generation=1; idle-seconds=1800; absolute-seconds=43139",
            TestBrowser.HeaderOf(active, "Sojourn-Session"));
        Assert.Equal("none", TestBrowser.HeaderOf(none, "Sojourn-Session"));
        Assert.Equal("ended; reason=signed-out", TestBrowser.HeaderOf(ended, "Sojourn-Session"));
        Assert.Null(TestBrowser.HeaderOf(open, "Sojourn-Session"));
        Assert.Null(TestBrowser.HeaderOf(open, "Cache-Control"));
    }

    [Fact]
    public async Task Two_answers_of_one_second_may_tell_different_deadlines()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(10));

        var polled = await browser.GetAsync("/poll");
        var active = await browser.GetAsync("/private");

        Assert.Contains("idle-seconds=1200", TestBrowser.HeaderOf(polled, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Contains("idle-seconds=1800", TestBrowser.HeaderOf(active, "Sojourn-Session"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_of_an_end_is_told_to_the_holder_alone()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var holder = browser.Copy();
        await browser.DeleteAsync("/sojourn/session");

        var state = await holder.StateAsync();
        var refused = await holder.GetAsync("/private");
        var problem = await TestBrowser.JsonOf(refused);
        var stranger = await browser.StateAsync();

        Assert.Equal("""{"status":"none","reason":"signed-out"}""", state.ToJsonString());
        Assert.Equal("session-ended", (string?)problem["code"]);
        Assert.Equal("signed-out", (string?)problem["reason"]);
        Assert.Equal("""{"status":"none"}""", stranger.ToJsonString());
    }

    [Fact]
    public async Task Renewal_moves_the_idle_deadline_and_needs_a_session()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(20));

        var bare = await TestBrowser.JsonOf(await browser.PostAsync("/sojourn/session/renew"));
        site.Clock.Advance(TimeSpan.FromMinutes(20));
        var extended = await TestBrowser.JsonOf(await browser.PostAsync("/sojourn/session/renew", new { cause = "extend" }));
        var anonymous = await site.NewBrowser().PostAsync("/sojourn/session/renew");

        Assert.Equal(1800, (int?)bare["idleSeconds"]);
        Assert.Equal(1800, (int?)extended["idleSeconds"]);
        Assert.Equal(1, site.Logs.CountOf(1001));
        Assert.Equal("session-required", await TestBrowser.CodeOf(anonymous));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Fact]
    public async Task Signing_out_answers_204_for_whoever_asks()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        var garbage = site.NewBrowser();
        garbage.Token = "garbage";

        HttpResponseMessage[] answers =
        [
            await browser.DeleteAsync("/sojourn/session"),
            await copy.DeleteAsync("/sojourn/session"),
            await garbage.DeleteAsync("/sojourn/session?everywhere=false"),
            await site.NewBrowser().DeleteAsync("/sojourn/session"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.Empty(browser.Cookies);
        Assert.Empty(copy.Cookies);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_the_person_and_of_nobody_else()
    {
        await using var site = await StartAsync();
        var here = await site.SignedInAsync();
        var there = await site.SignedInAsync();
        var other = await site.SignedInAsync("bob");

        await here.DeleteAsync("/sojourn/session?everywhere=true");

        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/private")).StatusCode);
        Assert.Equal("revoked", (string?)(await there.StateAsync())["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_configured_sign_out_asks_the_browser_to_clear()
    {
        await using var site = await StartAsync(options: all => all.ClearSiteData.Add("storage"));
        await using var plain = await StartAsync();

        var cleared = await (await site.SignedInAsync()).DeleteAsync("/sojourn/session");
        var kept = await (await plain.SignedInAsync()).DeleteAsync("/sojourn/session");

        Assert.Equal("\"storage\"", TestBrowser.HeaderOf(cleared, "Clear-Site-Data"));
        Assert.Null(TestBrowser.HeaderOf(kept, "Clear-Site-Data"));
    }

    [Fact]
    public async Task Expecting_another_session_is_409_before_the_endpoint_runs()
    {
        var runs = 0;
        await using var site = await StartAsync(endpoints: app => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions
            .MapPost(app, "/counted", () => ++runs));
        var browser = await site.SignedInAsync();
        var first = await browser.IdAsync();
        await browser.PostAsync("/sign-in?subject=bob");

        var changed = await browser.PostAsync("/counted", body: null, ("Sojourn-Expect", first));
        var signOut = await browser.DeleteAsync("/sojourn/session", ("Sojourn-Expect", first));
        var malformed = await browser.PostAsync("/counted", body: null, ("Sojourn-Expect", "first"));
        var right = await browser.PostAsync("/counted", body: null, ("Sojourn-Expect", await browser.IdAsync()));

        Assert.Equal(HttpStatusCode.Conflict, changed.StatusCode);
        Assert.Equal("session-changed", await TestBrowser.CodeOf(changed));
        Assert.Equal(HttpStatusCode.Conflict, signOut.StatusCode);
        Assert.Equal("invalid-request", await TestBrowser.CodeOf(malformed));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(1, runs);
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Fact]
    public async Task Every_refusal_of_the_catalogue_has_its_status_and_members()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        var stepUp = await browser.GetAsync("/fresh");
        var problem = await TestBrowser.JsonOf(stepUp);
        var crossSite = await browser.AsForeignPage("cross-site").PostAsync("/change");

        Assert.Equal(HttpStatusCode.Forbidden, stepUp.StatusCode);
        Assert.Equal("step-up-required", (string?)problem["code"]);
        Assert.Equal(300, (int?)problem["maxAgeSeconds"]);
        Assert.Equal(360, (int?)problem["provedSecondsAgo"]);
        Assert.Equal(HttpStatusCode.Forbidden, crossSite.StatusCode);
        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(crossSite));
        Assert.Null(TestBrowser.HeaderOf(crossSite, "Sojourn-Session"));
    }

    [Fact]
    public async Task Endpoints_are_named_and_tagged_for_open_api()
    {
        await using var site = await StartAsync();
        var endpoints = site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/sojourn", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(
            Kit.EndpointNames.Concat(
            [
                "Sojourn.EndOtherSessions", "Sojourn.EndSession", "Sojourn.Events", "Sojourn.GetSession",
                "Sojourn.ListSessions", "Sojourn.RenameSession", "Sojourn.RenewSession", "Sojourn.SignOut",
            ]).Order(StringComparer.Ordinal),
            endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(endpoints, endpoint => Assert.Equal(
            ["Sojourn"], endpoint.Metadata.GetMetadata<ITagsMetadata>()!.Tags));
        Assert.All(endpoints, endpoint => Assert.NotEmpty(
            endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()));
    }

    [Fact]
    public async Task The_page_sees_the_claims_that_the_host_lists_and_no_others()
    {
        await using var site = await StartAsync(options: all =>
            all.Page.ClaimTypes.Add(System.Security.Claims.ClaimTypes.NameIdentifier));
        var browser = await site.SignedInAsync();

        var claims = (JsonObject)(await browser.StateAsync())["session"]!["claims"]!;

        Assert.Equal("ada", (string?)Assert.Single(claims).Value);
    }
}
