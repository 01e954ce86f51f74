using System.Net;
using System.Text;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Whatever is sent, the answer is typed: a fault of the caller is never one of the server.</summary>
public abstract class EndpointFuzzSuite : CarrierSuite
{
    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "\"name\"", "\"cause\"", ":", ",", "null", "true", "1e999", "\"extend\"", "\"\\ud800\"", "\"\\u0000\"",
        "\"a\"", " ", "\n", "-", "%00", "\u2028", "{\"name\":\"\\ud800\"}", "{\"cause\":\"\\udfff\"}", "{\"name\":{}}",
    ];

    private protected EndpointFuzzSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task Malformed_bodies_are_typed_400()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        var garbage = new SeededGarbage(20261122);
        for (var round = 0; round < 150; round++)
        {
            var text = garbage.Text(8, Fragments);
            await AssertTypedAsync(await SendAsync(browser, HttpMethod.Post, "/sojourn/session/renew", text), text);
            await AssertTypedAsync(await SendAsync(browser, HttpMethod.Patch, $"/sojourn/sessions/{id}", text), text);
        }

        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Theory]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"name\":\"line\\nbreak\"}")]
    [InlineData("{\"name\":\"12345678901234567890123456789012345678901234567890123456789012345\"}")]
    [InlineData("{\"name\":7}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_name_that_is_none_is_400(string body)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        var answer = await SendAsync(browser, HttpMethod.Patch, $"/sojourn/sessions/{await browser.IdAsync()}", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid-request", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_body_beyond_all_measure_is_400()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var large = "{\"cause\":\"activity\"" + new string(' ', 100_000) + "}";

        var answer = await SendAsync(browser, HttpMethod.Post, "/sojourn/session/renew", large);

        Assert.Equal("invalid-request", await TestBrowser.CodeOf(answer));
    }

    [Theory]
    [InlineData("most=0")]
    [InlineData("most=101")]
    [InlineData("most=-1")]
    [InlineData("most=")]
    [InlineData("most=1&most=2")]
    [InlineData("most=99999999999999999999")]
    [InlineData("most=1e1")]
    [InlineData("after=")]
    [InlineData("after=x")]
    [InlineData("after=ffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("after=7fffffffffffffff00000000000000000000000000000000")]
    [InlineData("after=%00")]
    public async Task Malformed_pages_are_400(string query)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        var answer = await browser.GetAsync("/sojourn/sessions?" + query);

        // All bits set is minus one millisecond: a cursor from 1969, before everything.
        var isEmptyPage = answer.StatusCode == HttpStatusCode.OK && query.Contains("=fff", StringComparison.Ordinal);
        Assert.True(isEmptyPage || string.Equals("invalid-request", await TestBrowser.CodeOf(answer), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("true&everywhere=false")]
    public async Task Everywhere_is_true_or_false_and_nothing_ends_on_anything_else(string value)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        var answer = await browser.DeleteAsync("/sojourn/session?everywhere=" + value);

        Assert.Equal("invalid-request", await TestBrowser.CodeOf(answer));
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("%20019a8f0e-7c3a-7b21-9d4e-0c6f1d2a3b4c")]
    [InlineData("%7B019a8f0e-7c3a-7b21-9d4e-0c6f1d2a3b4c%7D")]
    [InlineData("%E2%80%A8")]
    [InlineData("..%2F..%2Fsession")]
    public async Task Malformed_ids_are_400(string id)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        var end = await browser.DeleteAsync("/sojourn/sessions/" + id);
        var rename = await browser.PatchAsync("/sojourn/sessions/" + id, new { name = "x" });

        Assert.Equal("invalid-request", await TestBrowser.CodeOf(end));
        Assert.Equal("invalid-request", await TestBrowser.CodeOf(rename));
    }

    [Fact]
    public async Task Random_headers_and_cookies_never_make_a_fault()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var garbage = new SeededGarbage(7);
        string[] names = ["Cookie", "Authorization", "Sojourn-Expect", "Sojourn-Activity", "Origin", "Sec-Fetch-Site", "Referer", "X-Sojourn"];
        for (var round = 0; round < 300; round++)
        {
            var value = new string([.. garbage.Text(6, "__Host-sid=", browser.Token!, ";", "Bearer ", "active", "https://", "null", ",")
                .Where(character => character is >= ' ' and < '\u007f')]);
            var attacker = site.NewBrowser();
            var answer = await attacker.SendAsync(
                garbage.Pick(HttpMethod.Get, HttpMethod.Delete, HttpMethod.Post), garbage.Pick("/sojourn/session", "/private", "/public"),
                body: null, (garbage.Pick(names), value));

            Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode} for '{value}' of seed {garbage.Seed}");
        }
    }

    private static Task<HttpResponseMessage> SendAsync(TestBrowser browser, HttpMethod method, string path, string body) =>
        browser.SendContentAsync(method, path, new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task AssertTypedAsync(HttpResponseMessage answer, string sent)
    {
        Assert.True((int)answer.StatusCode is 200 or 204 or 400, $"{answer.StatusCode} for '{sent}'");
        if (answer.StatusCode == HttpStatusCode.BadRequest)
        {
            Assert.Equal("invalid-request", await TestBrowser.CodeOf(answer));
        }
    }
}
