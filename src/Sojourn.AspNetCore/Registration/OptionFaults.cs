using System.Globalization;

namespace Sojourn.AspNetCore.Registration;

/// <summary>The messages of a refused start, each with its stable id and a page in docs/reference/errors.</summary>
internal static class OptionFaults
{
    public static string OutOfRange(string option, object? found, string expected) => string.Create(
        CultureInfo.InvariantCulture,
        $"SOJ1004: '{option}' is '{found}' but must be {expected}. Change it in the configuration or in AddSojourn.");

    public static string IdleExceedsAbsolute(string prefix, TimeSpan idle, TimeSpan absolute) =>
        $"SOJ1002: 'Sojourn:{prefix}IdleTimeout' is '{idle}' but may not exceed 'Sojourn:{prefix}AbsoluteTimeout' "
        + $"('{absolute}'). Lower the idle timeout or raise the absolute timeout.";

    public static string NeedsStore(string option, string expected) =>
        $"SOJ3042: Without a store '{option}' must be {expected}. Change it, or register a store with 'AddSojourn()'.";

    public static string RegisteredTwice() =>
        "SOJ3040: Sojourn was expected with a store or without one, and both were registered. "
        + "Keep 'AddSojourn()' or 'AddStorelessSojourn()'.";

    public static string StoreCheckWithoutStore(IEnumerable<string> endpoints) =>
        $"SOJ3041: Endpoints ask for the store's word and there is no store: {string.Join(", ", endpoints)}. "
        + "Remove 'RequireStoreCheck()', or register a store with 'AddSojourn()'.";

    public static string NotOneStore(IReadOnlyCollection<string> found) => found.Count == 0
        ? "SOJ1005: Sojourn needs one store and found none. Call a store's method on what AddSojourn returns, such as 'AddSqlite()'."
        : $"SOJ1005: Sojourn needs one store and found '{string.Join("', '", found)}'. Keep one of them.";
}
