using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Attacks.Matrix;

/// <summary>
/// Everything that could be offered as a credential, at every place where one is taken, on hosts of every choice of carriers
/// over one store and one ring: only what belongs there opens, and the rest ends nothing and is not worth a read.
/// </summary>
public sealed class MatrixTests
{
    public static TheoryData<string> Hosts => ["Cookie", "Sealed", "Bearer", "Cookie+Bearer", "Sealed+Bearer", "Bearer+Cookie+Sealed"];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Whatever_does_not_belong_there_gets_the_one_plain_answer_and_costs_no_read(string carriers)
    {
        await using var evidence = await Evidence.GatherAsync();
        var host = await StartAsync(evidence, carriers);
        evidence.Store.ResetCounts();
        var wrong = new List<string>();
        foreach (var exhibit in evidence.Exhibits)
        {
            foreach (var place in PlacesOf(carriers).Where(place => !Opens(exhibit, place, carriers)))
            {
                var answer = await OfferAsync(host, exhibit.Text, place);
                if (!await IsPlainAsync(answer, place))
                {
                    wrong.Add($"{exhibit} at {place}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(0, evidence.Store.CountOf("find") + evidence.Store.CountOf("change") + evidence.Store.CountOf("end"));
        Assert.InRange(evidence.Store.CountOf("ring"), 0, 1);
        await evidence.AssertEverybodyLivesAsync();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task What_belongs_there_opens(string carriers)
    {
        await using var evidence = await Evidence.GatherAsync();
        var host = await StartAsync(evidence, carriers);

        // The sign-outs last: nothing opens after them.
        var cells = evidence.Exhibits
            .SelectMany(exhibit => PlacesOf(carriers).Where(place => Opens(exhibit, place, carriers)).Select(place => (exhibit, place)))
            .OrderBy(cell => IsSignOut(cell.place))
            .ToList();
        Assert.InRange(cells.Count, 4, 15);
        foreach (var (exhibit, place) in cells)
        {
            var answer = await OfferAsync(host, exhibit.Text, place);
            Assert.True(answer.IsSuccessStatusCode, $"{exhibit} at {place}: {answer.StatusCode}");
            Assert.True(!IsLook(place) || (await answer.Content.ReadAsStringAsync()).Contains("active", StringComparison.Ordinal));
        }
    }

    private static Task<TestSite> StartAsync(Evidence evidence, string carriers)
    {
        var all = carriers.Split('+').Select(Enum.Parse<Carrier>).ToList();
        return evidence.StartAsync(new CookieKit(), options =>
        {
            options.Carrier = all[0];
            options.Bearer.Issuer = TestSite.Origin;
            foreach (var further in all.Skip(1))
            {
                options.FurtherCarriers.Add(further);
            }
        });
    }

    /// <summary>Only a host of access tokens has refreshes.</summary>
    private static IEnumerable<Place> PlacesOf(string carriers) => Enum.GetValues<Place>()
        .Where(place => !IsRefresh(place) || carriers.Contains("Bearer", StringComparison.Ordinal));

    /// <summary>A host of sealed cookies reads opaque ones too.</summary>
    private static bool Opens(Exhibit exhibit, Place place, string carriers) =>
        exhibit.OpensBy is { } carrier
        && exhibit.OpensAt.Contains(place)
        && (carriers.Contains(carrier.ToString(), StringComparison.Ordinal)
            || (carrier == Carrier.Cookie && carriers.StartsWith("Sealed", StringComparison.Ordinal)));

    private static async Task<HttpResponseMessage> OfferAsync(TestSite host, string text, Place place)
    {
        var browser = host.NewBrowser();
        var cookie = ("Cookie", $"{TestBrowser.SessionCookie}={text}");
        var bearer = ("Authorization", $"Bearer {text}");
        return place switch
        {
            Place.CookieOfARead => await browser.GetAsync("/private", cookie),
            Place.CookieOfAChange => await browser.PostAsync("/change", body: null, cookie),
            Place.CookieOfTheSession => await browser.GetAsync("/sojourn/session", cookie),
            Place.CookieOfASignOut => await browser.DeleteAsync("/sojourn/session", cookie),
            Place.CookieOfARefresh => await browser.PostAsync(BearerBrowser.RefreshPath, body: null, cookie),
            Place.BodyOfARefresh => await browser.PostAsync(BearerBrowser.RefreshPath, new { refreshToken = text }),
            Place.BearerOfARead => await browser.GetAsync("/private", bearer),
            Place.BearerOfTheSession => await browser.GetAsync("/sojourn/session", bearer),
            Place.BearerOfASignOut => await browser.DeleteAsync("/sojourn/session", bearer),
            _ => await browser.PostAsync(BearerBrowser.RefreshPath, body: null, bearer),
        };
    }

    /// <summary>
    /// No reason, and nothing to keep. Whether anybody is signed in is answered with "none"; a sign-out with "done", which
    /// takes back what the browser showed, whatever it was.
    /// </summary>
    private static async Task<bool> IsPlainAsync(HttpResponseMessage answer, Place place)
    {
        var cookie = TestBrowser.HeaderOf(answer, "Set-Cookie");
        var body = await answer.Content.ReadAsStringAsync();
        var isPlain = answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => string.Equals(await TestBrowser.CodeOf(answer), "session-required", StringComparison.Ordinal),
            HttpStatusCode.OK => IsLook(place) && string.Equals(body, """{"status":"none"}""", StringComparison.Ordinal),
            HttpStatusCode.NoContent => IsSignOut(place),
            _ => false,
        };
        var keepsNothing = cookie is null || (IsSignOut(place) && cookie.Contains("max-age=0", StringComparison.OrdinalIgnoreCase));
        return isPlain && keepsNothing && !body.Contains("reason", StringComparison.Ordinal);
    }

    private static bool IsSignOut(Place place) => place is Place.CookieOfASignOut or Place.BearerOfASignOut;

    private static bool IsLook(Place place) => place is Place.CookieOfTheSession or Place.BearerOfTheSession;

    private static bool IsRefresh(Place place) =>
        place is Place.CookieOfARefresh or Place.BodyOfARefresh or Place.BearerOfARefresh;
}
