using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Attacks;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Who goes on while the store cannot be asked, when a host has chosen that somebody may.</summary>
public abstract class OutageSuite : CarrierSuite
{
    private const int Believed = 1102;
    private const int OutvotedEnd = 1103;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Longer than anything is believed unasked where no feed reports, and within the outage lease.</summary>
    private static readonly TimeSpan Unconfirmed = TimeSpan.FromMinutes(2);

    private readonly SilentStore _silent;

    private protected OutageSuite(CarrierKit kit)
        : base(kit) => _silent = new SilentStore(Clock);

    [Theory]
    [InlineData("/private")]
    [InlineData("/certain")]
    [InlineData("/fresh")]
    [InlineData("/marked-certain")]
    [InlineData("/marked-fresh")]
    [InlineData("/sojourn/session")]
    [InlineData("/sojourn/sessions")]
    public async Task A_session_confirmed_recently_goes_on_where_it_is_allowed_and_nowhere_else(string elsewhere)
    {
        await using var site = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;

        var allowed = await browser.GetAsync("/readable");
        var refused = await browser.GetAsync(elsewhere);
        _silent.IsDown = false;
        var recovered = await browser.GetAsync("/private");

        Assert.Equal("ada", await allowed.Content.ReadAsStringAsync());
        Assert.StartsWith("active", TestBrowser.HeaderOf(allowed, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Null(TestBrowser.HeaderOf(allowed, "Set-Cookie"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Null(TestBrowser.HeaderOf(refused, "Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
    }

    [Fact]
    public async Task Nobody_goes_on_unless_the_host_has_chosen_it()
    {
        await using var site = await StartAsync(outageLease: null);
        var browser = await WarmAsync(site);
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;

        var answer = await browser.GetAsync("/readable");

        Assert.Equal(TimeSpan.Zero, new SojournOptions().OutageLease);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task The_bound_counts_from_the_last_confirmation_and_not_from_the_outage()
    {
        await using var site = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;

        var within = await browser.GetAsync("/readable");
        Clock.Advance(Lease - Unconfirmed);
        var beyond = await browser.GetAsync("/readable");
        _silent.IsDown = false;
        var recovered = await browser.GetAsync("/readable");

        Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, beyond.StatusCode);
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
    }

    [Fact]
    public async Task A_sign_out_during_the_outage_holds()
    {
        await using var site = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        var copy = browser.Copy();
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;

        var signOut = await browser.DeleteAsync("/sojourn/session");
        var refused = await copy.GetAsync("/readable");

        Assert.Equal(HttpStatusCode.Accepted, signOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task An_end_that_the_store_told_this_node_of_holds()
    {
        await using var site = await StartAsync(Lease);
        await using var other = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        var id = await browser.IdAsync();
        await EndAsync(other, id);
        Clock.Advance(TimeSpan.FromSeconds(10));
        var told = await browser.GetAsync("/private");
        _silent.IsDown = true;

        var refused = await browser.GetAsync("/readable");

        Assert.Equal(HttpStatusCode.Unauthorized, told.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Theory]
    [InlineData(CutOffScope.Subject)]
    [InlineData(CutOffScope.Tenant)]
    [InlineData(CutOffScope.Everyone)]
    public async Task A_cut_off_that_this_node_knows_holds(CutOffScope scope)
    {
        await using var site = await StartAsync(Lease);
        var browser = site.NewBrowser();
        await CutOffHost.SignInAsync(browser, "ada", "acme");
        await browser.GetAsync("/readable");
        Clock.Advance(Unconfirmed);
        await CutOffHost.CutOffAsync(site, scope);
        _silent.IsDown = true;

        var refused = await browser.GetAsync("/readable");

        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task Deadlines_hold()
    {
        await using var site = await StartAsync(Lease, options =>
        {
            options.IdleTimeout = Unconfirmed;
            options.WarningLead = TimeSpan.Zero;
        });
        var browser = await WarmAsync(site);
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;

        var refused = await browser.GetAsync("/readable");

        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Theory]
    [InlineData("/marked-sign-in")]
    [InlineData("/marked-step-up")]
    [InlineData("/marked-rotate")]
    [InlineData("/marked-move")]
    public async Task Nothing_is_issued_to_a_session_that_goes_on_even_where_the_store_still_writes(string path)
    {
        await using var site = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        Clock.Advance(Unconfirmed);
        _silent.Failing = "find";

        var answer = await browser.PostAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("store-unavailable", await TestBrowser.CodeOf(answer));
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }

    [Fact]
    public async Task Another_secret_of_the_same_session_is_not_believed()
    {
        await using var site = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        var id = await browser.IdAsync();
        var forger = site.NewBrowser();
        forger.Token = Kit.Stamped(site, SessionId.TryParse(id, out var parsed) ? parsed : default, 1);
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;

        var refused = await forger.GetAsync("/readable");

        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task Each_decision_is_reported_once_the_store_is_back()
    {
        await using var site = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        Clock.Advance(Unconfirmed);
        _silent.IsDown = true;
        await browser.GetAsync("/readable");
        await browser.GetAsync("/readable");

        await site.FlushAsync();
        var during = site.Logs.CountOf(Believed);
        _silent.IsDown = false;
        await site.FlushAsync();
        await site.FlushAsync();

        Assert.Equal(0, during);
        Assert.Equal(2, site.Logs.CountOf(Believed));
        Assert.Equal(0, site.Logs.CountOf(OutvotedEnd));
    }

    [Fact]
    public async Task A_decision_that_outvoted_an_end_is_reported_as_that_and_the_end_counts_from_then_on()
    {
        await using var site = await StartAsync(Lease);
        await using var other = await StartAsync(Lease);
        var browser = await WarmAsync(site);
        var id = await browser.IdAsync();
        Clock.Advance(Unconfirmed);
        _silent.Failing = "find";
        await EndAsync(other, id);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var believed = await browser.GetAsync("/readable");
        _silent.Failing = null;
        await site.FlushAsync();
        var refused = await browser.GetAsync("/readable");

        Assert.Equal(HttpStatusCode.OK, believed.StatusCode);
        Assert.Equal(1, site.Logs.CountOf(OutvotedEnd));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private Task<TestSite> StartAsync(TimeSpan? outageLease, Action<SojournOptions>? options = null) => StartAsync(
        chosen => chosen.AddStore(_ => _silent),
        all =>
        {
            all.FurtherCarriers.Add(Carrier.Cookie);
            options?.Invoke(all);
            all.OutageLease = outageLease ?? all.OutageLease;
        },
        endpoints: app =>
        {
            CutOffHost.Map(app);
            var marked = app.MapGroup("").RequireAuthorization().AllowDuringOutage();
            marked.MapGet("/readable", (HttpContext context) => context.User.Identity!.Name);
            marked.MapGet("/marked-certain", () => "certain").RequireStoreCheck();
            marked.MapGet("/marked-fresh", () => "fresh").RequireFreshSession(TimeSpan.FromHours(1));
            marked.MapPost("/marked-sign-in", (HttpContext context) => context.SignInAsync(TestSite.PersonOf("ada")));
            marked.MapPost("/marked-step-up", async (HttpContext context) => { await context.ElevateSessionAsync(["pwd"]); });
            marked.MapPost("/marked-rotate", async (HttpContext context) => { await context.RotateSessionAsync(); });
            marked.MapPost("/marked-move", async (HttpContext context) => { await context.MoveSessionAsync(Carrier.Cookie); });
        });

    private static async Task<TestBrowser> WarmAsync(TestSite site)
    {
        var browser = await site.SignedInAsync();
        (await browser.GetAsync("/readable")).EnsureSuccessStatusCode();
        return browser;
    }

    private static async Task EndAsync(TestSite site, string id)
    {
        Assert.True(SessionId.TryParse(id, out var session));
        await site.Services.GetRequiredService<SessionManager>().EndAsync(
            session, EndReason.Revoked, actor: null, TestContext.Current.CancellationToken);
    }
}
