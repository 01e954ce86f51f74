using Microsoft.Playwright;

namespace Sojourn.Browser;

/// <summary>The stores behind a page, held as a debugger holds them: they can still be looked into when nothing shows them any more.</summary>
internal static class PageStores
{
    // React keeps what a component was given on the elements of the page; a store is a property of its provider.
    private const string FindInReact =
        """
        (name) => {
          const root = document.getElementById('root')
          const key = Object.keys(root).find((key) => key.startsWith('__reactContainer$'))
          const waiting = [root[key].stateNode.current]
          while (waiting.length > 0) {
            const fiber = waiting.pop()
            const found = fiber.memoizedProps?.[name]
            if (found?.getState || found?.getQueryCache) return found
            if (fiber.sibling) waiting.push(fiber.sibling)
            if (fiber.child) waiting.push(fiber.child)
          }
          throw new Error(`No provider has a store as '${name}'.`)
        }
        """;

    /// <summary>The cache of TanStack Query.</summary>
    public static Task<IJSHandle> QueriesAsync(this IPage page) => page.EvaluateHandleAsync(FindInReact.Replace(
        "found?.getState || ", "", StringComparison.Ordinal), "client");

    /// <summary>The Redux store, while a page shows it.</summary>
    public static Task<IJSHandle> ReduxAsync(this IPage page) => page.EvaluateHandleAsync(FindInReact, "store");

    /// <summary>Everything that a store holds, as text.</summary>
    public static Task<string> TextAsync(this IJSHandle store) => store.EvaluateAsync<string>(
        """
        (store) => JSON.stringify(
          store.getState ? store.getState() : store.getQueryCache().getAll().map(({ state }) => state))
        """);
}
