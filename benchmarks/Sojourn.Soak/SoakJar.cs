using System.Net;

namespace Sojourn.Soak;

/// <summary>What one browser holds of one session, and the requests that it makes with it.</summary>
internal sealed class SoakJar(HttpClient http, SoakLedger ledger)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>Sends a request; null when no answer came.</summary>
    public async Task<HttpStatusCode?> SendAsync(SoakNode node, HttpMethod method, string path, string action)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Address, path));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        try
        {
            using var answer = await http.SendAsync(request);
            Keep(answer);
            ledger.Answered(action, ((int)answer.StatusCode).ToString());
            return answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            ledger.Answered(action, failure.GetType().Name);
            return null;
        }
    }

    /// <summary>The same session in other hands, as it is now.</summary>
    public SoakJar Copy()
    {
        var copy = new SoakJar(http, ledger);
        foreach (var (name, value) in _cookies)
        {
            copy._cookies[name] = value;
        }

        return copy;
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var header in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var pair = header.Split(';')[0].Split('=', 2);
            if (header.Contains("max-age=0", StringComparison.OrdinalIgnoreCase) || pair[1].Length == 0)
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }
    }
}
