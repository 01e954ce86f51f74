using System.Buffers.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Attacks.Matrix;

/// <summary>
/// Live sessions of every carrier over one store and one ring, everything that an attacker could have of them and of others,
/// and the way to tell afterwards that all of them still live.
/// </summary>
internal sealed class Evidence : IAsyncDisposable
{
    private static readonly Place[] Cookies =
        [Place.CookieOfARead, Place.CookieOfAChange, Place.CookieOfTheSession, Place.CookieOfASignOut];

    private readonly List<TestSite> _sites = [];
    private readonly List<TestBrowser> _people = [];

    private Evidence(ManualTimeProvider clock)
    {
        Clock = clock;
        Store = new ProbeStore(clock);
    }

    public ManualTimeProvider Clock { get; }

    public ProbeStore Store { get; }

    public List<Exhibit> Exhibits { get; } = [];

    public static async Task<Evidence> GatherAsync()
    {
        var evidence = new Evidence(new ManualTimeProvider());
        await evidence.GatherOwnAsync();
        await evidence.GatherForeignAsync();
        return evidence;
    }

    /// <summary>A host over the same store with some choice of carriers.</summary>
    public async Task<TestSite> StartAsync(CarrierKit kit, Action<SojournOptions>? options = null)
    {
        var site = await TestSite.StartAsync(Store, Clock, options, SharedKeys.Add, kit: kit);
        _sites.Add(site);
        return site;
    }

    public async Task AssertEverybodyLivesAsync()
    {
        foreach (var person in _people)
        {
            Assert.Equal("active", (string?)(await person.Copy().StateAsync())["status"]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites)
        {
            await site.DisposeAsync();
        }
    }

    private async Task GatherOwnAsync()
    {
        var opaque = await SignInAsync(await StartAsync(new CookieKit()));
        Add("opaque cookie", opaque.Token!, Carrier.Cookie, Cookies);
        var host = await StartAsync(new SealedKit());
        var seal = await SignInAsync(host);
        Add("sealed cookie", seal.Token!, Carrier.Sealed, Cookies);
        Add("sealed text without its count", seal.Token![1..]);
        Add("token inside a sealed cookie", TokenTexts.Of(SealedKit.LeaseOf(host, seal.Token).Reference!.Value));
        var page = (BearerBrowser)await SignInAsync(await StartAsync(new BearerKit()));
        Add(
            "refresh cookie", page.Token!, Carrier.Bearer,
            Place.CookieOfARefresh, Place.CookieOfTheSession, Place.CookieOfASignOut);
        Add(
            "access token", page.AccessToken!, Carrier.Bearer,
            Place.BearerOfARead, Place.BearerOfTheSession, Place.BearerOfASignOut);
        Add("ticket inside an access token", TicketOf(page.AccessToken!));
        var app = (BearerBrowser)await SignInAsync(await StartAsync(new BodyKit()));
        Add("refresh token of a body", app.Token!, Carrier.Bearer, Place.BodyOfARefresh);
        await GatherRestAsync(host, opaque);
    }

    private async Task GatherRestAsync(TestSite host, TestBrowser person)
    {
        var text = await person.IdAsync();
        Assert.True(SessionId.TryParse(text, out var id));
        var found = await Store.FindAsync(id, CancellationToken.None);
        var ring = await Store.GetAsync(KeyRingName.Sessions, CancellationToken.None);
        var protector = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Sojourn");
        Add("session id", text);
        Add("ticket at rest", Base64Url.EncodeToString(found!.Session.Ticket.Span));
        Add("key ring", Base64Url.EncodeToString(ring.Protected.Span));
        Add("Data Protection payload", Base64Url.EncodeToString(protector.Protect("1"u8.ToArray())));
        var tokens = host.Services.GetRequiredService<SessionTokens>();
        Add("token of no purpose", TokenTexts.Of(tokens.Issue(TokenPurpose.None, id, generation: 1)));
    }

    private async Task GatherForeignAsync()
    {
        var named = await StartAsync(new SealedKit(), all => all.Cookie.Name = "__Host-other");
        var other = await named.SignedInAsync();
        Add("sealed cookie of another name", other.Cookies["__Host-other"]);
        var issuer = await StartAsync(new BearerKit(), all => all.Bearer.Issuer = "https://other.sojourn.example");
        Add("access token of another issuer", ((BearerBrowser)await SignInAsync(issuer)).AccessToken!);
        var audience = await StartAsync(new BearerKit(), all => all.Bearer.Audience = "https://other.sojourn.example");
        Add("access token for another audience", ((BearerBrowser)await SignInAsync(audience)).AccessToken!);
        foreach (var kit in new CarrierKit[] { new CookieKit(), new SealedKit(), new BearerKit(), new BodyKit() })
        {
            var site = await TestSite.StartAsync(Clock, chosen => chosen.AddInMemory(), kit: kit);
            _sites.Add(site);
            var stranger = await SignInAsync(site);
            Add($"what {kit.Name} keeps in another deployment", stranger.Token!);
            if (stranger is BearerBrowser { AccessToken: { } access })
            {
                Add("access token of another deployment", access);
            }
        }
    }

    private async Task<TestBrowser> SignInAsync(TestSite site)
    {
        var person = await site.SignedInAsync();
        await person.GetAsync("/private");
        _people.Add(person.Copy());
        return person;
    }

    private void Add(string name, string text, Carrier? opensBy = null, params Place[] opensAt) =>
        Exhibits.Add(new Exhibit(name, text, opensBy, opensAt));

    /// <summary>The longest text among the claims of our own.</summary>
    private static string TicketOf(string accessToken) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(accessToken.Split('.')[1]))!.AsObject()
            .Select(member => member.Value?.ToString() ?? "").MaxBy(text => text.Length)!;
}
