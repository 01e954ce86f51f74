using System.Net;
using System.Text.Json.Nodes;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers;

/// <summary>A live session changes its carrier: same id, same deadlines, same history, and nothing of before is worth anything.</summary>
public sealed class MovingTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public MovingTests()
    {
        _store = new ProbeStore(_clock);
    }

    public static TheoryData<Carrier, Carrier> Moves { get; } = MovesOf();

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Id_deadlines_and_history_stay(Carrier from, Carrier to)
    {
        await using var site = await StartAsync(from);
        var browser = await site.SignedInAsync();
        _clock.Advance(TimeSpan.FromHours(1) / 3);
        var before = await FactsAsync(browser, from);

        var answer = await MoveAsync(browser, from, to);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var after = await FactsAsync(browser, to);
        Assert.Equal((string?)before["session"]!["id"], (string?)after["session"]!["id"]);
        Assert.Equal((long?)before["absoluteSeconds"], (long?)after["absoluteSeconds"]);
        Assert.Equal((long?)before["session"]!["authenticatedSecondsAgo"], (long?)after["session"]!["authenticatedSecondsAgo"]);
        Assert.Equal((int?)before["session"]!["generation"] + 1, (int?)after["session"]!["generation"]);
        Assert.Equal(to.ToString(), (string?)after["session"]!["carrier"], ignoreCase: true);
        Assert.Single(browser.Cookies);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task The_former_credential_is_refused_everywhere_and_ends_nothing(Carrier from, Carrier to)
    {
        await using var site = await StartAsync(from);
        await using var other = await StartAsync(from);
        var browser = await site.SignedInAsync();
        var former = browser.Copy();
        var credential = await CredentialAsync(former, from);
        var elsewhere = former.MovedTo(other.Server.CreateHandler());
        await elsewhere.GetAsync("/private", credential);

        await MoveAsync(browser, from, to);
        _clock.Advance(TimeSpan.FromSeconds(11));

        foreach (var holder in new[] { former, elsewhere })
        {
            for (var again = 0; again < 3; again++)
            {
                var answer = await holder.GetAsync("/certain", credential);
                Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
            }
        }

        var owner = await browser.GetAsync("/private", await CredentialAsync(browser, to));
        Assert.Equal("ada", await owner.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_refresh_token_of_before_a_move_is_refused_and_ends_nothing()
    {
        await using var site = await StartAsync(Carrier.Bearer);
        var browser = await site.SignedInAsync();
        var former = browser.Copy();
        await MoveAsync(browser, Carrier.Bearer, Carrier.Cookie);
        _clock.Advance(TimeSpan.FromMinutes(2));

        var answer = await former.PostAsync(BearerSite.Refresh);

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task No_move_brings_an_ended_session_back()
    {
        await using var site = await StartAsync(Carrier.Cookie);
        var browser = await site.SignedInAsync();
        await browser.GetAsync("/private");
        var slow = browser.Copy();
        var gate = _store.PauseBefore("change");

        var moving = slow.PostAsync("/move?to=Bearer");
        await gate.Reached;
        await browser.DeleteAsync("/sojourn/session");
        gate.Open();

        Assert.Equal(HttpStatusCode.Unauthorized, (await moving).StatusCode);
        Assert.Null(TestBrowser.HeaderOf(await moving, "Set-Cookie"));
    }

    [Fact]
    public async Task A_carrier_that_the_host_does_not_have_is_a_mistake_of_the_host()
    {
        await using var site = await TestSite.StartAsync(_store, _clock, endpoints: BearerSite.Map);
        var browser = await site.SignedInAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.PostAsync("/move?to=Bearer"));

        Assert.StartsWith("SOJ3025", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    private Task<TestSite> StartAsync(Carrier carrier) => BearerSite.StartAsync(_store, _clock, options =>
    {
        options.Carrier = carrier;
        foreach (var further in Enum.GetValues<Carrier>().Where(other => other != carrier))
        {
            options.FurtherCarriers.Add(further);
        }
    });

    private static async Task<HttpResponseMessage> MoveAsync(TestBrowser browser, Carrier from, Carrier to) =>
        await browser.PostAsync($"/move?to={to}", body: null, await CredentialAsync(browser, from));

    private static async Task<JsonObject> FactsAsync(TestBrowser browser, Carrier carrier) =>
        await TestBrowser.JsonOf(await browser.GetAsync("/sojourn/session", await CredentialAsync(browser, carrier)));

    /// <summary>What a page sends besides its cookies.</summary>
    private static async Task<(string Name, string Value)> CredentialAsync(TestBrowser browser, Carrier carrier) =>
        carrier == Carrier.Bearer ? BearerSite.Bearing(await BearerSite.AccessTokenAsync(browser)) : ("Accept", "*/*");

    private static TheoryData<Carrier, Carrier> MovesOf()
    {
        var moves = new TheoryData<Carrier, Carrier>();
        foreach (var from in Enum.GetValues<Carrier>())
        {
            foreach (var to in Enum.GetValues<Carrier>().Where(other => other != from))
            {
                moves.Add(from, to);
            }
        }

        return moves;
    }
}
