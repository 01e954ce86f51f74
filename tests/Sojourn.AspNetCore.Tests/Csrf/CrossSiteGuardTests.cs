using Microsoft.AspNetCore.Http;
using static Sojourn.AspNetCore.Csrf.CrossSiteRequests;

namespace Sojourn.AspNetCore.Csrf;

/// <summary>
/// Every row of the decision table, by its id. Headers are written 'Name=value', several split by a bar.
/// </summary>
public sealed class CrossSiteGuardTests
{
    [Theory]
    [InlineData("C1", "GET", "cross-site", null, "allow safe")]
    [InlineData("C2", "POST", "same-origin", Public, "allow same-origin")]
    [InlineData("C3", "POST", "same-origin", null, "allow same-origin")]
    [InlineData("C4", "POST", "same-site", "https://blog.sojourn.example", "deny site")]
    [InlineData("C5", "POST", "same-site", Trusted, "allow trusted")]
    [InlineData("C6", "POST", "same-site", null, "deny site")]
    [InlineData("C7", "POST", "cross-site", Evil, "deny site")]
    [InlineData("C8", "POST", "cross-site", "null", "deny site")]
    [InlineData("C9", "POST", "cross-site", Public, "deny site")]
    [InlineData("C10", "POST", "none", null, "allow none")]
    [InlineData("C11", "POST", "none", "null", "allow none")]
    [InlineData("C12", "POST", null, Public, "allow origin")]
    [InlineData("C13", "POST", null, Evil, "deny origin")]
    [InlineData("C14", "POST", null, "null", "deny null-origin")]
    [InlineData("C15", "POST", null, "http://app.sojourn.example", "deny origin")]
    [InlineData("C16", "POST", null, "https://app.sojourn.example:8443", "deny origin")]
    [InlineData("C17", "POST", null, "https://app.sojourn.example.evil.test", "deny origin")]
    [InlineData("C18", "POST", null, "HTTPS://APP.SOJOURN.EXAMPLE", "allow origin")]
    [InlineData("C19", "POST", null, "https://app.sojourn.example/", "deny bad-origin")]
    [InlineData("C20", "POST", null, "https://app.sojourn.example, https://evil.example", "deny bad-origin")]
    [InlineData("C21", "POST", null, Public + "|" + Public, "deny bad-origin")]
    [InlineData("C22", "POST", "bogus", Public, "allow origin")]
    [InlineData("C23", "POST", "bogus", Evil, "deny origin")]
    [InlineData("C24", "POST", "same-origin, cross-site", null, "deny no-evidence")]
    [InlineData("C24 as two lines", "POST", "same-origin|same-origin", null, "deny no-evidence")]
    [InlineData("C28", "POST", null, null, "deny no-evidence")]
    [InlineData("C32 PUT", "PUT", "cross-site", Evil, "deny site")]
    [InlineData("C32 PATCH", "PATCH", "cross-site", Evil, "deny site")]
    [InlineData("C32 DELETE", "DELETE", "cross-site", Evil, "deny site")]
    [InlineData("C32 QUERY", "QUERY", "cross-site", Evil, "deny site")]
    [InlineData("C32 FOO", "FOO", "cross-site", Evil, "deny site")]
    [InlineData("C32 get is not GET", "get", "cross-site", Evil, "deny site")]
    [InlineData("C38", "OPTIONS", "cross-site", Evil, "allow safe")]
    [InlineData("C39", "GET", "cross-site", null, "allow safe")]
    [InlineData("an empty origin is no origin", "POST", null, "", "deny bad-origin")]
    [InlineData("a bad origin counts before the site", "POST", "same-origin", "https://a.example/", "deny bad-origin")]
    [InlineData("a public origin is not trusted from another site", "POST", "same-site", Public, "deny site")]
    [InlineData("a trusted origin without a site", "POST", null, Trusted, "allow trusted")]
    public void The_decision_table_holds(string row, string method, string? site, string? origin, string expected)
    {
        var request = RequestOf(method, ("Sec-Fetch-Site", site), ("Origin", origin));

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal((row, expected), (row, verdict.ToString()));
        Assert.False(verdict.Inconsistent);
    }

    [Theory]
    [InlineData("C25", "Referer=https://app.sojourn.example/x", "allow referer")]
    [InlineData("C25 with a query", "Referer=https://app.sojourn.example?x=1", "allow referer")]
    [InlineData("C25 of a trusted origin", "Referer=https://admin.sojourn.example/", "allow referer")]
    [InlineData("C26", "Referer=https://evil.example/https://app.sojourn.example", "deny referer")]
    [InlineData("C26 with user information", "Referer=https://app.sojourn.example@evil.example/", "deny referer")]
    [InlineData("C26 with a backslash", "Referer=https://app.sojourn.example\\@evil.example/", "deny referer")]
    [InlineData("C26 that is empty", "Referer=", "deny referer")]
    [InlineData("C26 twice", "Referer=https://app.sojourn.example/|https://app.sojourn.example/", "deny referer")]
    [InlineData("C26 beats the custom header", "Referer=https://evil.example/;X-Sojourn=1", "deny referer")]
    [InlineData("C27", "X-Sojourn=1", "allow custom-header")]
    [InlineData("C27 with another value", "X-Sojourn=true", "deny no-evidence")]
    [InlineData("C27 twice", "X-Sojourn=1|1", "deny no-evidence")]
    public void Without_both_headers_the_rest_is_evidence(string row, string headers, string expected)
    {
        var request = RequestOf("POST", [.. headers.Split(';').Select(Header)]);

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal((row, expected), (row, verdict.ToString()));
    }

    [Theory]
    [InlineData("C29", null, null, false, "allow no-credential")]
    [InlineData("C30", null, null, true, "deny no-evidence")]
    [InlineData("C31", "cross-site", Evil, true, "deny site")]
    [InlineData("C31 without a cookie elsewhere", "cross-site", Evil, false, "deny site")]
    public void A_request_without_a_cookie_is_judged_by_what_the_endpoint_is(
        string row, string? site, string? origin, bool isSignIn, string expected)
    {
        var request = RequestOf("POST", ("Sec-Fetch-Site", site), ("Origin", origin));

        var verdict = Guard().Judge(request, new CrossSiteDemand { IsSignIn = isSignIn });

        Assert.Equal((row, expected), (row, verdict.ToString()));
    }

    [Theory]
    [InlineData("C33", false, false, "allow exempt")]
    [InlineData("C34", true, false, "deny site")]
    [InlineData("C34 at a sign-in", false, true, "deny site")]
    public void A_bearer_alone_is_exempt_and_with_a_cookie_is_not(
        string row, bool cookie, bool isSignIn, string expected)
    {
        var request = RequestOf("POST", ("Sec-Fetch-Site", "cross-site"), ("Origin", Evil));
        var demand = new CrossSiteDemand
        {
            HasExplicitCredentialOnly = true,
            HasAmbientCredential = cookie,
            IsSignIn = isSignIn,
        };

        var verdict = Guard().Judge(request, demand);

        Assert.Equal((row, expected), (row, verdict.ToString()));
    }

    [Theory]
    [InlineData("C35", "GET", "cross-site", Evil, "websocket", "deny site")]
    [InlineData("C35 in a list", "GET", "cross-site", Evil, "h2c, WebSocket", "deny site")]
    [InlineData("C35 over HTTP/2", "CONNECT", "cross-site", Evil, null, "deny site")]
    [InlineData("C36", "GET", null, Public, "websocket", "allow origin")]
    [InlineData("another upgrade", "GET", "cross-site", Evil, "h2c", "allow safe")]
    public void A_websocket_handshake_is_checked(
        string row, string method, string? site, string origin, string? upgrade, string expected)
    {
        var request = RequestOf(method, ("Sec-Fetch-Site", site), ("Origin", origin), ("Upgrade", upgrade));

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal((row, expected), (row, verdict.ToString()));
    }

    [Fact]
    public void C37_a_content_type_never_exempts()
    {
        var request = RequestOf(
            "POST", ("Sec-Fetch-Site", "cross-site"), ("Origin", Evil), ("Content-Type", "application/json"));

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal("deny site", verdict.ToString());
    }

    [Theory]
    [InlineData("C40", "cross-site", "https://idp.example", "allow trusted")]
    [InlineData("C40 in an old browser", null, "https://idp.example", "allow trusted")]
    [InlineData("C40 of another", "cross-site", Evil, "deny site")]
    [InlineData("C40 of nobody", "cross-site", "null", "deny site")]
    public void C40_an_endpoint_can_name_origins_of_its_own(string row, string? site, string origin, string expected)
    {
        var request = RequestOf("POST", ("Sec-Fetch-Site", site), ("Origin", origin));
        var demand = new CrossSiteDemand { HasAmbientCredential = true, Origins = ["https://idp.example", "null"] };

        var verdict = Guard().Judge(request, demand);

        Assert.Equal((row, expected), (row, verdict.ToString()));
    }

    [Fact]
    public void C42_a_contradiction_is_allowed_by_site_and_reported()
    {
        var request = RequestOf("POST", ("Sec-Fetch-Site", "same-origin"), ("Origin", Evil));

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal("allow same-origin", verdict.ToString());
        Assert.True(verdict.Inconsistent);
    }

    [Fact]
    public void A_page_without_referrer_does_not_contradict_itself()
    {
        var request = RequestOf("POST", ("Sec-Fetch-Site", "same-origin"), ("Origin", "null"));

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.False(verdict.Inconsistent);
    }

    [Fact]
    public void An_exempt_endpoint_is_not_asked_for_anything()
    {
        var request = RequestOf("POST", ("Sec-Fetch-Site", "cross-site"), ("Origin", Evil));

        var verdict = Guard().Judge(request, new CrossSiteDemand { HasAmbientCredential = true, IsExempt = true });

        Assert.Equal("allow exempt", verdict.ToString());
    }

    [Fact]
    public void A_protected_endpoint_checks_safe_methods()
    {
        var request = RequestOf("GET", ("Sec-Fetch-Site", "cross-site"));

        var verdict = Guard().Judge(request, new CrossSiteDemand { ProtectsSafeMethods = true });

        Assert.Equal("deny site", verdict.ToString());
    }

    [Fact]
    public void The_custom_header_proves_nothing_where_cors_lets_it_through()
    {
        var guard = new CrossSiteGuard([OriginOf(Public)], [], trustsOwnHost: false, acceptsProofHeader: false);

        var request = RequestOf("POST", ("X-Sojourn", "1"));

        var verdict = guard.Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal("deny no-evidence", verdict.ToString());
    }

    [Theory]
    [InlineData(true, "https", "app.example", "https://app.example", "allow origin")]
    [InlineData(true, "https", "app.example:443", "https://app.example", "allow origin")]
    [InlineData(true, "https", "app.example:8443", "https://app.example:8443", "allow origin")]
    [InlineData(true, "http", "app.example", "https://app.example", "deny origin")]
    [InlineData(true, "https", "app.example:8443", "https://app.example", "deny origin")]
    [InlineData(true, "https", "other.example", "https://app.example", "deny origin")]
    [InlineData(true, "https", "", "https://app.example", "deny origin")]
    [InlineData(false, "https", "app.example", "https://app.example", "deny origin")]
    public void The_own_host_counts_only_when_asked_for_and_as_a_whole(
        bool trustsOwnHost, string scheme, string host, string origin, string expected)
    {
        var guard = new CrossSiteGuard([], [], trustsOwnHost, acceptsProofHeader: true);
        var request = RequestOf("POST", ("Origin", origin));
        request.Scheme = scheme;
        request.Host = new HostString(host);

        var verdict = guard.Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal(expected, verdict.ToString());
    }

    [Fact]
    public void The_own_host_does_not_count_beside_public_origins()
    {
        var guard = new CrossSiteGuard([OriginOf(Public)], [], trustsOwnHost: true, acceptsProofHeader: true);
        var request = RequestOf("POST", ("Origin", Evil));
        request.Scheme = "https";
        request.Host = new HostString("evil.example");

        var verdict = guard.Judge(request, new CrossSiteDemand { HasAmbientCredential = true });

        Assert.Equal("deny origin", verdict.ToString());
    }

    [Fact]
    public void Nobody_can_put_null_on_a_list()
    {
        Assert.Throws<ArgumentException>(() => new CrossSiteGuard([OriginOf("null")], [], false, true));
        Assert.Throws<ArgumentException>(() => new CrossSiteGuard([], [default], false, true));
    }

    [Fact]
    public void A_forgotten_verdict_is_a_refusal()
    {
        Assert.Equal("deny no-evidence", default(CrossSiteVerdict).ToString());
    }

    [Fact]
    public void The_verdict_of_a_browser_of_today_allocates_nothing()
    {
        var guard = Guard();
        var request = RequestOf("POST", ("Sec-Fetch-Site", "same-origin"), ("Origin", Public));
        var demand = new CrossSiteDemand { HasAmbientCredential = true };
        guard.Judge(request, demand);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            guard.Judge(request, demand);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (string Name, string? Value) Header(string text)
    {
        var parts = text.Split('=', 2);
        return (parts[0], parts[1]);
    }
}
