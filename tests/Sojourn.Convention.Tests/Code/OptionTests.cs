using System.Collections;
using System.Globalization;
using Sojourn.AspNetCore.Registration;
using Sojourn.Convention.Documentation;
using Sojourn.PostgreSql;
using Sojourn.Sqlite;

namespace Sojourn.Convention.Code;

/// <summary>Every option and its default is on the page.</summary>
public sealed class OptionTests
{
    private const string Page = "docs/reference/options.md";

    [Fact]
    public void The_page_lists_every_option_with_its_default()
    {
        var expected = Of(new SojournOptions(), "Sojourn")
            .Concat(Of(new StorelessOptions(), "Sojourn:Storeless"))
            .Concat(Of(new PostgreSqlStoreOptions(), "Sojourn:PostgreSql"))
            .Concat(Of(new SqliteStoreOptions(), "Sojourn:Sqlite"))
            .Select(option => $"| `{option.Path}` | {option.Default} |");

        MarkdownTable.AssertRows(
            Page, expected, row => row.StartsWith("| `Sojourn:", StringComparison.Ordinal), columns: 2);
    }

    private static IEnumerable<(string Path, string Default)> Of(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var path = $"{prefix}:{property.Name}";
            var value = property.GetValue(options);
            if (value is IDictionary<string, KindLimitOptions>)
            {
                foreach (var option in Of(new KindLimitOptions(), $"{path}:{{kind}}"))
                {
                    yield return option;
                }
            }
            else if (property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                foreach (var option in Of(value!, path))
                {
                    yield return option;
                }
            }
            else if (value is not SojournEvents)
            {
                yield return (path, TextOf(value));
            }
        }
    }

    private static string TextOf(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "`true`" : "`false`",
        TimeSpan duration => TextOf(duration),
        string text => $"`{text}`",
        IEnumerable all => all.Cast<object>().Any() ? string.Join(", ", all.Cast<object>().Select(one => $"`{one}`")) : "empty",
        _ => string.Create(CultureInfo.InvariantCulture, $"`{value}`"),
    };

    private static string TextOf(TimeSpan duration)
    {
        var (count, unit) = duration switch
        {
            { Ticks: 0 } => (0, "second"),
            _ when duration.Ticks % TimeSpan.TicksPerDay == 0 => (duration.TotalDays, "day"),
            _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => (duration.TotalHours, "hour"),
            _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => (duration.TotalMinutes, "minute"),
            _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => (duration.TotalSeconds, "second"),
            _ => (duration.TotalMilliseconds, "millisecond"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count is 1 ? "" : "s")}");
    }
}
