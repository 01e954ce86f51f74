using System.Net;
using System.Text.Json.Nodes;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Functional;

/// <summary>My devices: list, name, end.</summary>
public abstract class DeviceSuite : CarrierSuite
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private protected DeviceSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task The_list_shows_the_persons_sessions_newest_first()
    {
        await using var site = await StartAsync();
        var old = site.NewBrowser();
        await old.PostAsync("/sign-in?subject=ada", body: null, ("User-Agent", Firefox));
        await site.SignedInAsync("bob");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var current = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        var sessions = await ListAsync(current);

        Assert.Equal([true, false], sessions.Select(session => (bool)session["current"]!));
        Assert.Equal("Firefox", (string?)sessions[1]["browser"]);
        Assert.Equal("Linux", (string?)sessions[1]["platform"]);
        Assert.Equal(360, (int?)sessions[1]["createdSecondsAgo"]);
        Assert.Equal(["pwd"], sessions[1]["methods"]!.AsArray().Select(method => (string?)method), StringComparer.Ordinal);
        Assert.False(sessions[1].ContainsKey("name"));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        await using var site = await StartAsync();
        for (var session = 0; session < 5; session++)
        {
            await site.SignedInAsync();
        }

        var browser = await site.SignedInAsync();
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await TestBrowser.JsonOf(
                await browser.GetAsync($"/sojourn/sessions?most=2{(next is null ? "" : $"&after={next}")}"));
            seen.AddRange(page["sessions"]!.AsArray().Select(session => (string)session!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null);

        Assert.Equal(6, seen.Count);
        Assert.Equal(6, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_device_gets_a_name_and_loses_it()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();

        var named = await browser.PatchAsync($"/sojourn/sessions/{id}", new { name = "  Work laptop " });
        var name = (string?)(await ListAsync(browser))[0]["name"];
        await browser.PatchAsync($"/sojourn/sessions/{id}", new { name = (string?)null });
        var unnamed = (await ListAsync(browser))[0];

        Assert.Equal(HttpStatusCode.NoContent, named.StatusCode);
        Assert.Equal("Work laptop", name);
        Assert.False(unnamed.ContainsKey("name"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Ending_one_device_and_then_all_others_leaves_this_one()
    {
        await using var site = await StartAsync();
        var first = await site.SignedInAsync();
        var second = await site.SignedInAsync();
        var third = await site.SignedInAsync();
        var current = await site.SignedInAsync();

        var one = await current.DeleteAsync($"/sojourn/sessions/{await first.IdAsync()}");
        var all = await TestBrowser.JsonOf(await current.DeleteAsync("/sojourn/sessions"));

        Assert.Equal(HttpStatusCode.NoContent, one.StatusCode);
        Assert.Equal("""{"count":2}""", all.ToJsonString());
        Assert.Equal("revoked", (string?)(await first.StateAsync())["reason"]);
        Assert.Equal("revoked", (string?)(await second.StateAsync())["reason"]);
        Assert.Equal("revoked", (string?)(await third.StateAsync())["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await current.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Ending_the_own_session_by_its_id_is_a_sign_out()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();

        var answer = await browser.DeleteAsync($"/sojourn/sessions/{await browser.IdAsync()}");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(browser.Cookies);
        Assert.Equal("signed-out", (string?)(await copy.StateAsync())["reason"]);
    }

    [Fact]
    public async Task Touching_other_devices_needs_a_proof_of_the_last_fifteen_minutes()
    {
        await using var site = await StartAsync();
        var other = await site.SignedInAsync();
        var current = await site.SignedInAsync();
        var otherId = await other.IdAsync();
        var ownId = await current.IdAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        var rename = await current.PatchAsync($"/sojourn/sessions/{otherId}", new { name = "x" });
        var end = await current.DeleteAsync($"/sojourn/sessions/{otherId}");
        var endOthers = await current.DeleteAsync("/sojourn/sessions");
        var own = await current.PatchAsync($"/sojourn/sessions/{ownId}", new { name = "x" });
        await current.PostAsync("/step-up");
        var afterStepUp = await current.DeleteAsync($"/sojourn/sessions/{otherId}");

        Assert.Equal("step-up-required", await TestBrowser.CodeOf(rename));
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(end));
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(endOthers));
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, afterStepUp.StatusCode);
    }

    [Fact]
    public async Task A_signed_out_browser_has_no_devices()
    {
        await using var site = await StartAsync();
        var id = await (await site.SignedInAsync()).IdAsync();
        var browser = site.NewBrowser();

        HttpResponseMessage[] answers =
        [
            await browser.GetAsync("/sojourn/sessions"),
            await browser.PatchAsync($"/sojourn/sessions/{id}", new { name = "x" }),
            await browser.DeleteAsync($"/sojourn/sessions/{id}"),
            await browser.DeleteAsync("/sojourn/sessions"),
            await browser.DeleteAsync("/sojourn/sessions/no-id"),
        ];

        foreach (var answer in answers)
        {
            Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        }
    }

    [Fact]
    public async Task At_the_limit_the_longest_unused_session_ends()
    {
        await using var site = await StartAsync(options: all => all.Limits["browser"] = new() { Most = 2 });
        var first = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        var third = await site.SignedInAsync();

        Assert.Equal("limit", (string?)(await first.StateAsync())["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await third.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_in_the_same_browser_displaces_no_other_device()
    {
        await using var site = await StartAsync(options: all => all.Limits["browser"] = new() { Most = 2 });
        var phone = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var laptop = await site.SignedInAsync();

        await laptop.PostAsync("/sign-in?subject=ada");

        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await laptop.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_limit_that_refuses_lets_the_same_browser_sign_in_again()
    {
        await using var site = await StartAsync(
            options: all => all.Limits["browser"] = new() { Most = 1, EndOldest = false });
        var browser = await site.SignedInAsync();

        var again = await browser.PostAsync("/sign-in?subject=ada");
        var elsewhere = site.NewBrowser();
        var refused = await elsewhere.PostAsync("/sign-in?subject=ada");

        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal("session-limit-reached", await TestBrowser.CodeOf(refused));
        Assert.Empty(elsewhere.Cookies);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    private static async Task<List<JsonObject>> ListAsync(TestBrowser browser)
    {
        var list = await TestBrowser.JsonOf(await browser.GetAsync("/sojourn/sessions"));
        return [.. list["sessions"]!.AsArray().Select(session => session!.AsObject())];
    }
}
