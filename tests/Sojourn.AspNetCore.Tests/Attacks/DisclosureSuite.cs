using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Learning of others, leading people elsewhere, and writing where nothing should be written.</summary>
public abstract class DisclosureSuite : CarrierSuite
{
    private protected DisclosureSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task Another_persons_session_looks_like_one_that_does_not_exist()
    {
        await using var site = await StartAsync();
        var victim = await site.SignedInAsync("ada");
        var attacker = await site.SignedInAsync("mallory");
        var foreign = await victim.IdAsync();
        var unknown = SessionId.Create(site.Clock.GetUtcNow(), tenant: null, new SubjectId("nobody")).ToString();
        var ended = await EndedIdAsync(site);
        var bodies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in new[] { foreign, unknown, ended })
        {
            var rename = await attacker.PatchAsync($"/sojourn/sessions/{id}", new { name = "owned" });
            var end = await attacker.DeleteAsync($"/sojourn/sessions/{id}");
            Assert.Equal(HttpStatusCode.NotFound, rename.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, end.StatusCode);
            bodies.Add(await rename.Content.ReadAsStringAsync());
            bodies.Add(await end.Content.ReadAsStringAsync());
        }

        Assert.Single(bodies);
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/private")).StatusCode);
        var list = await (await attacker.GetAsync("/sojourn/sessions")).Content.ReadAsStringAsync();
        Assert.DoesNotContain(foreign, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_subject_in_another_tenant_is_somebody_else()
    {
        await using var site = await StartAsync(endpoints: app => app.MapPost("/sign-in-tenant", (HttpContext context, string tenant) =>
            context.SignInAsync(
                TestSite.PersonOf("ada"), new AuthenticationProperties().SetTenant(new TenantId(tenant)).SetMethods("pwd"))));
        var acme = site.NewBrowser();
        var other = site.NewBrowser();
        await acme.PostAsync("/sign-in-tenant?tenant=acme");
        await other.PostAsync("/sign-in-tenant?tenant=other");

        var end = await other.DeleteAsync($"/sojourn/sessions/{await acme.IdAsync()}");
        await other.DeleteAsync("/sojourn/session?everywhere=true");

        Assert.Equal(HttpStatusCode.NotFound, end.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await acme.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_cursor_of_one_persons_list_shows_nothing_of_them_to_another()
    {
        await using var site = await StartAsync();
        await site.SignedInAsync("ada");
        var ada = await site.SignedInAsync("ada");
        var mallory = await site.SignedInAsync("mallory");
        var next = (string?)(await TestBrowser.JsonOf(await ada.GetAsync("/sojourn/sessions?most=1")))["next"];

        var page = await TestBrowser.JsonOf(await mallory.GetAsync("/sojourn/sessions?after=" + next));

        Assert.All(page["sessions"]!.AsArray(), session => Assert.True((bool)session!["current"]!));
    }

    [Fact]
    public async Task A_forged_credential_learns_as_little_as_none()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var forger = browser.Copy();
        forger.Token = browser.Token![..^1] + (browser.Token[^1] == 'A' ? 'B' : 'A');
        await browser.DeleteAsync("/sojourn/session");

        var forged = await (await forger.GetAsync("/private")).Content.ReadAsStringAsync();
        var none = await (await site.NewBrowser().GetAsync("/private")).Content.ReadAsStringAsync();

        Assert.Equal(none, forged);
        Assert.Equal("""{"status":"none"}""", (await forger.StateAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_from_the_sign_in_page_never_leads_to_another_site(string path)
    {
        await using var site = await StartAsync(endpoints: app =>
            app.MapGet("/{**any}", () => "page").RequireAuthorization().RedirectToSignIn("/enter"));
        var context = await site.Server.SendAsync(request =>
        {
            request.Request.Scheme = "https";
            request.Request.Host = new HostString("app.sojourn.example");
            request.Request.Path = new PathString(Uri.UnescapeDataString(path));
        });

        var location = context.Response.Headers.Location.ToString();

        Assert.StartsWith("/enter?returnUrl=%2F", location, StringComparison.Ordinal);
        var wayBack = Uri.UnescapeDataString(location["/enter?returnUrl=".Length..]);
        Assert.False(wayBack.StartsWith("//", StringComparison.Ordinal) || wayBack.StartsWith("/\\", StringComparison.Ordinal), wayBack);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("evil")]
    [InlineData("")]
    public void A_sign_in_page_elsewhere_is_refused_where_it_is_written(string path) =>
        Assert.Throws<ArgumentException>(() => new Pipeline.RedirectToSignInAttribute(path));

    [Theory]
    [InlineData("ada\r\nSet-Cookie: x=y")]
    [InlineData("ada\u0000")]
    [InlineData("")]
    public async Task A_subject_that_could_split_a_line_is_refused_at_the_sign_in(string subject)
    {
        await using var site = await StartAsync(endpoints: app => app.MapPost("/odd", (HttpContext context) =>
            context.SignInAsync(TestSite.PersonOf(subject))));
        var browser = site.NewBrowser();

        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.PostAsync("/odd"));

        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Claims_and_device_names_stay_inside_their_json_strings()
    {
        const string Odd = "</script>\u2028\"\\, Set-Cookie: x=y";
        await using var site = await StartAsync(endpoints: app => app.MapPost("/odd", (HttpContext context) =>
            context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, "ada"), new Claim(ClaimTypes.Name, Odd + "\r\nX-Split: 1")], "test")))));
        var browser = site.NewBrowser();
        await browser.PostAsync("/odd");
        await browser.PatchAsync($"/sojourn/sessions/{await browser.IdAsync()}", new { name = Odd });

        var state = await browser.GetAsync("/sojourn/session");
        var list = await browser.GetAsync("/sojourn/sessions");

        Assert.Equal(Odd + "\r\nX-Split: 1", (string?)(await TestBrowser.JsonOf(state))["session"]!["claims"]!["name"]);
        Assert.Equal(Odd, (string?)(await TestBrowser.JsonOf(list))["sessions"]![0]!["name"]);
        Assert.DoesNotContain("<", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(TestBrowser.HeaderOf(state, "X-Split"));
    }

    private static async Task<string> EndedIdAsync(TestSite site)
    {
        var browser = await site.SignedInAsync("carol");
        var id = await browser.IdAsync();
        await browser.DeleteAsync("/sojourn/session");
        return id;
    }
}
