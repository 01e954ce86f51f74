using System.Net;
using Sojourn.AspNetCore.Functional;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>
/// A shared cache in front of the site that keeps whatever RFC 9111 lets it keep, heuristics included, and hands it to
/// whomever <c>Vary</c> lets it.
/// </summary>
internal sealed class SharedCache
{
    private static readonly HttpStatusCode[] Heuristic =
    [
        HttpStatusCode.OK, HttpStatusCode.NonAuthoritativeInformation, HttpStatusCode.NoContent, HttpStatusCode.MultipleChoices,
        HttpStatusCode.MovedPermanently, HttpStatusCode.PermanentRedirect, HttpStatusCode.NotFound, HttpStatusCode.Gone,
    ];

    // A cache that forgets what RFC 9111 section 3.5 says of 'Authorization' is in use somewhere: it goes by 'Vary' alone.
    private static readonly string[] Distinguishing = ["Cookie", "Authorization"];

    private readonly Dictionary<string, List<Kept>> _kept = new(StringComparer.Ordinal);

    public int Hits { get; private set; }

    public async Task<(string Body, HttpResponseMessage Answer, bool IsHit)> GetAsync(TestBrowser browser, string path)
    {
        var shown = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Distinguishing)
        {
            shown[name] = await browser.HeaderAsync(name);
        }

        if (_kept.GetValueOrDefault(path, []).Find(kept => kept.Suits(shown)) is { } hit)
        {
            Hits++;
            return (hit.Body, hit.Answer, IsHit: true);
        }

        var answer = await browser.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        if (MayKeep(answer))
        {
            if (!_kept.TryGetValue(path, out var all))
            {
                _kept.Add(path, all = []);
            }

            all.Add(new Kept(shown, body, answer));
        }

        return (body, answer, IsHit: false);
    }

    private static bool MayKeep(HttpResponseMessage answer)
    {
        var control = answer.Headers.CacheControl;
        if (control is { NoStore: true } or { Private: true })
        {
            return false;
        }

        var isExplicit = control is { Public: true } or { MaxAge: not null } or { SharedMaxAge: not null }
            || answer.Content.Headers.Expires is not null;
        return isExplicit || Heuristic.Contains(answer.StatusCode);
    }

    private sealed record Kept(IReadOnlyDictionary<string, string?> Shown, string Body, HttpResponseMessage Answer)
    {
        public bool Suits(Dictionary<string, string?> shown) => Answer.Headers.Vary.All(name =>
            !string.Equals(name, "*", StringComparison.Ordinal)
            && string.Equals(shown.GetValueOrDefault(name), Shown.GetValueOrDefault(name), StringComparison.Ordinal));
    }
}
