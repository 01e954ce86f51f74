using System.Text.Json;
using Microsoft.Playwright;
using Sojourn.Browser.Nodes;

namespace Sojourn.Browser;

/// <summary>What would keep somebody from using a page.</summary>
internal static class Barriers
{
    /// <summary>What axe knows to keep people out.</summary>
    public static async Task<IReadOnlyList<string>> BarriersAsync(this IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Checkout.PathOf("web/node_modules/axe-core/axe.min.js")));
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`)");
        return [.. found.EnumerateArray().Select(item => item.GetString() ?? "")];
    }

    /// <summary>How many pixels of the page lie beside the window.</summary>
    public static Task<int> OverflowAsync(this IPage page) => page.EvaluateAsync<int>(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
