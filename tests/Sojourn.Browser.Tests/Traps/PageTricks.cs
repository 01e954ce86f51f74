using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sojourn.Browser.Traps;

/// <summary>What happens to a page in a real life, and what a headless browser does not do by itself.</summary>
internal static class PageTricks
{
    private const string Question = "/sojourn/session";

    /// <summary>Every headless page counts as looked at: hiding is told to it as the browser would tell.</summary>
    public static Task HideAsync(this IPage page) => page.SetHiddenAsync("true");

    public static Task ShowAsync(this IPage page) => page.SetHiddenAsync("false");

    /// <summary>Moves the browser's time as a sleep does: what fell due meanwhile comes once, at the end.</summary>
    public static Task SleepAsync(this IBrowserContext browser, TimeSpan time) =>
        browser.Clock.FastForwardAsync((long)time.TotalMilliseconds);

    /// <summary>Lets the browser's time pass, with everything that falls due in it.</summary>
    public static Task PassAsync(this IBrowserContext browser, TimeSpan time) =>
        browser.Clock.RunForAsync((long)time.TotalMilliseconds);

    /// <summary>Does something that makes the page ask the server who is signed in, and waits for the answer.</summary>
    public static Task<IResponse> AsksAfterAsync(this IPage page, Func<Task> action) =>
        page.RunAndWaitForResponseAsync(action, response => IsQuestion(response.Request));

    /// <summary>Collects the questions of a browser from now on.</summary>
    public static IReadOnlyCollection<IRequest> CollectQuestions(this IBrowserContext browser)
    {
        var questions = new ConcurrentQueue<IRequest>();
        browser.Request += (_, request) =>
        {
            if (IsQuestion(request))
            {
                questions.Enqueue(request);
            }
        };
        return questions;
    }

    /// <summary>A page of the bank's origin that is not the bank's: whatever else may run there.</summary>
    public static async Task<IPage> NewStrangerAsync(this IBrowserContext browser)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/icon.svg");
        return page;
    }

    /// <summary>Streams tell of an end by themselves, which would hide that something else does not.</summary>
    public static Task ForbidStreamsAsync(this IBrowserContext browser) =>
        browser.RouteAsync("**/sojourn/events*", route => route.AbortAsync());

    private static bool IsQuestion(IRequest request) =>
        string.Equals(request.Method, "GET", StringComparison.Ordinal)
        && string.Equals(new Uri(request.Url).AbsolutePath, Question, StringComparison.Ordinal);

    private static async Task SetHiddenAsync(this IPage page, string hidden) => await page.EvaluateAsync(
        $$"""
        () => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => {{hidden}} })
          Object.defineProperty(document, 'visibilityState', {
            configurable: true, get: () => ({{hidden}} ? 'hidden' : 'visible'),
          })
          document.dispatchEvent(new Event('visibilitychange'))
        }
        """);
}
