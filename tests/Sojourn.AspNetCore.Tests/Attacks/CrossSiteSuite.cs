using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Pages of other origins that make the person's browser act.</summary>
public abstract class CrossSiteSuite : CarrierSuite
{
    private static readonly (string Method, string Path)[] Unsafe =
    [
        ("POST", "/change"), ("POST", "/step-up"), ("POST", "/rotate"), ("POST", "/sign-out"), ("POST", "/sign-in?subject=mallory"),
        ("POST", "/sojourn/session/renew"), ("DELETE", "/sojourn/session"), ("DELETE", "/sojourn/session?everywhere=true"),
        ("DELETE", "/sojourn/sessions"), ("DELETE", "/sojourn/sessions/019a8f0e-7c3a-7b21-9d4e-0c6f1d2a3b4c"),
        ("PATCH", "/sojourn/sessions/019a8f0e-7c3a-7b21-9d4e-0c6f1d2a3b4c"),
    ];

    private protected CrossSiteSuite(CarrierKit kit)
        : base(kit)
    {
    }

    public static TheoryData<string?, string?> ForeignPages => new()
    {
        { "cross-site", "https://evil.example" },
        { "cross-site", "null" },
        { "cross-site", null },
        { "cross-site", TestSite.Origin },
        { "same-site", "https://blog.sojourn.example" },
        { "same-site", null },
        { null, "https://evil.example" },
        { null, "null" },
        { null, "http://app.sojourn.example" },
        { null, "https://app.sojourn.example.evil.test" },
        { null, "https://app.sojourn.example:8443" },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(ForeignPages))]
    public async Task No_page_of_another_origin_makes_an_unsafe_request_as_the_person(string? fetchSite, string? origin)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        var foreign = browser.AsForeignPage(fetchSite);
        (string, string)[] headers = origin is null ? [] : [("Origin", origin)];
        foreach (var (method, path) in Unsafe)
        {
            var answer = await foreign.SendContentAsync(
                new HttpMethod(method), path, new StringContent("{}", Encoding.UTF8, "text/plain"), headers);

            Assert.Equal("cross-site-request", await TestBrowser.CodeOf(answer));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        }

        Assert.Equal(id, await browser.IdAsync());
    }

    [Theory]
    [MemberData(nameof(ForeignPages))]
    public async Task No_page_of_another_origin_signs_a_browser_in_or_out_without_a_cookie(string? fetchSite, string? origin)
    {
        await using var site = await StartAsync();
        var victim = site.NewBrowser();
        victim.FetchSite = fetchSite;
        (string, string)[] headers = origin is null ? [] : [("Origin", origin)];

        var signIn = await victim.PostAsync("/sign-in?subject=mallory", body: null, headers);
        var signOut = await victim.DeleteAsync("/sojourn/session", headers);

        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(signIn));
        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(signOut));
        Assert.Empty(victim.Cookies);
    }

    [Theory]
    [InlineData("QUERY")]
    [InlineData("PURGE")]
    [InlineData("get")]
    public async Task A_method_that_is_not_known_to_be_safe_is_not(string method)
    {
        await using var site = await StartAsync(endpoints: app =>
            app.MapMethods("/odd", [method], () => "odd").RequireAuthorization());
        var browser = await site.SignedInAsync();
        browser.FetchSite = "cross-site";

        var answer = await browser.SendAsync(new HttpMethod(method), "/odd", body: null);

        // The test host's client normalises known methods: then it is a GET and passes as one.
        var isGet = answer.RequestMessage?.Method == HttpMethod.Get && answer.StatusCode != HttpStatusCode.Forbidden;
        Assert.True(isGet || answer.StatusCode == HttpStatusCode.Forbidden, $"{answer.StatusCode}");
    }

    [Fact]
    public async Task A_foreign_page_opens_no_web_socket()
    {
        await using var site = await StartAsync(endpoints: app => app.MapGet("/socket", () => "open").RequireAuthorization());
        var browser = await site.SignedInAsync();
        browser.FetchSite = "cross-site";

        var answer = await browser.GetAsync("/socket", ("Upgrade", "websocket"), ("Connection", "Upgrade"));

        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_link_from_elsewhere_opens_and_changes_nothing()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var elsewhere = browser.AsForeignPage("cross-site");

        // What only the page's own script shows, a link does not.
        var expected = Kit.IsAmbient ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
        Assert.Equal(expected, (await elsewhere.GetAsync("/private")).StatusCode);
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Fact]
    public async Task A_bearer_header_does_not_excuse_the_cookie_beside_it()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        browser.FetchSite = "cross-site";

        var answer = await browser.PostAsync("/change", body: null, ("Authorization", "Bearer x"));

        // Where such headers count, it is judged alone.
        Assert.Equal(Kit.IsAmbient ? "cross-site-request" : "session-required", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_method_override_does_not_make_a_request_safe()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        browser.FetchSite = "cross-site";

        var answer = await browser.PostAsync("/change", body: null, ("X-HTTP-Method-Override", "GET"), ("_method", "GET"));

        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_refusal_comes_before_the_endpoint_and_before_the_store()
    {
        var runs = 0;
        await using var site = await StartAsync(endpoints: app => app.MapPost("/counted", () => ++runs));
        var browser = await site.SignedInAsync();
        browser.FetchSite = "cross-site";
        Store.ResetCounts();

        await browser.PostAsync("/counted");

        Assert.Equal(0, runs);
        Assert.Equal(0, Store.CountOf("find"));
    }

    [Fact]
    public async Task One_persons_open_page_does_not_act_as_the_next_person()
    {
        await using var site = await StartAsync(endpoints: app => app.MapPost("/pay", (HttpContext context) =>
            context.GetSojournSession()?.Subject.Value).RequireAuthorization());
        var browser = await site.SignedInAsync("ada");
        var adasPage = await browser.IdAsync();
        await browser.PostAsync("/sign-in?subject=bob");
        foreach (var (method, path) in Unsafe.Append(("POST", "/pay")).Append(("GET", "/private")))
        {
            var answer = await browser.SendAsync(new HttpMethod(method), path, body: null, ("Sojourn-Expect", adasPage));

            Assert.Equal("session-changed", await TestBrowser.CodeOf(answer));
            Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        }

        Assert.Equal("bob", await (await browser.GetAsync("/private")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_sign_in_endpoint_that_forgot_to_say_so_is_closed_to_foreign_pages_of_todays_browsers()
    {
        await using var site = await StartAsync(endpoints: app => app.MapPost("/forgot", (HttpContext context) =>
            context.SignInAsync(TestSite.PersonOf("mallory"))));
        var victim = site.NewBrowser();
        victim.FetchSite = "cross-site";

        await victim.PostAsync("/forgot");

        Assert.Empty(victim.Cookies);
    }
}
