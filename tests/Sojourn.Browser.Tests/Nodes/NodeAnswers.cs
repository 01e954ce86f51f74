using Microsoft.Playwright;

namespace Sojourn.Browser.Nodes;

/// <summary>Which node answers, and with what.</summary>
internal static class NodeAnswers
{
    /// <summary>More than any test should need; without it a test that fails would ask for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string? NodeOf(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault("x-served-by")?.Split(", ")[^1];

    /// <summary>Asks a protected endpoint, by cookie or, when there is one, by access token.</summary>
    public static Task<IAPIResponse> PingAsync(this IAPIRequestContext caller, string authorization = "") =>
        caller.GetAsync("/api/ping", new APIRequestContextOptions
        {
            Headers = authorization.Length > 0 ? [KeyValuePair.Create("Authorization", authorization)] : null,
        });

    /// <summary>Asks the protected endpoint until the credential is refused.</summary>
    public static Task<IAPIResponse> UntilRefusedAsync(this IAPIRequestContext caller, string authorization = "") =>
        UntilAsync(() => caller.PingAsync(authorization), answer => answer.Status != 200);

    /// <summary>Asks until a node, back from a restart, answers itself.</summary>
    public static Task<IAPIResponse> UntilServedByAsync(this IAPIRequestContext caller, BankNode node) => UntilAsync(
        () => caller.GetAsync("/icon.svg"),
        answer => string.Equals(NodeOf(answer.Headers), node.Authority, StringComparison.Ordinal));

    private static async Task<IAPIResponse> UntilAsync(Func<Task<IAPIResponse>> ask, Predicate<IAPIResponse> isMet)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isMet(answer))
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"'{answer.Url}' goes on answering {answer.Status}.");
        }
    }
}
