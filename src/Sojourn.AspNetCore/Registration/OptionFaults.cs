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

    public static string NotOneStore(IReadOnlyCollection<string> found) => found.Count == 0
        ? "SOJ1005: Sojourn needs one store and found none. Call a store's method on what AddSojourn returns, such as 'AddSqlite()'."
        : $"SOJ1005: Sojourn needs one store and found '{string.Join("', '", found)}'. Keep one of them.";
}
