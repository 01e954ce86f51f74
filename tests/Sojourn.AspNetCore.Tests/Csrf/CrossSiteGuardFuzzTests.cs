using static Sojourn.AspNetCore.Csrf.CrossSiteRequests;

namespace Sojourn.AspNetCore.Csrf;

public sealed class CrossSiteGuardFuzzTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(20261122UL)]
    public void Garbage_never_throws_and_never_opens_a_cross_site_row(ulong seed)
    {
        var garbage = new SeededGarbage(seed);
        var guard = Guard();
        for (var round = 0; round < 20_000; round++)
        {
            var origin = garbage.Text(6, Public, Evil, "null", "://", ":443", "/", "@", ".", ", ", "[::1]");
            var request = RequestOf(
                garbage.Pick("POST", "PUT", "QUERY", garbage.Text(2, "GET", "get") + "!"),
                ("Sec-Fetch-Site", garbage.Pick("cross-site", "same-site")),
                ("Origin", garbage.Pick(null, origin)),
                ("Referer", garbage.Pick(null, Public + "/", garbage.Text(5, Public, "/", "@"))),
                ("X-Sojourn", garbage.Pick(null, "1")),
                ("Content-Type", garbage.Text(2, "application/json")));

            var verdict = guard.Judge(request, new CrossSiteDemand { HasAmbientCredential = garbage.Below(2) == 0 });

            Assert.False(verdict.Allowed, $"seed {garbage.Seed}, round {round}: '{origin}' gave '{verdict}'");
        }
    }

    [Theory]
    [InlineData(5UL)]
    public void Without_a_site_only_a_listed_origin_passes_whatever_is_around_it(ulong seed)
    {
        var garbage = new SeededGarbage(seed);
        var guard = Guard();
        for (var round = 0; round < 20_000; round++)
        {
            var origin = garbage.Text(3, Public, Trusted, Evil, "https://", "app.sojourn.example", ":443", ".", "/");
            var request = RequestOf("POST", ("Origin", origin), ("X-Sojourn", "1"), ("Referer", Public + "/"));

            var verdict = guard.Judge(request, default);

            var isListed = origin is Public or Trusted or Public + ":443" or Trusted + ":443";
            Assert.True(verdict.Allowed == isListed, $"seed {seed}, round {round}: '{origin}' gave '{verdict}'");
        }
    }
}
