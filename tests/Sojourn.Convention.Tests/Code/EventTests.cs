using System.Reflection;
using Microsoft.Extensions.Logging;
using Sojourn.Convention.Documentation;

namespace Sojourn.Convention.Code;

/// <summary>Event ids are public: each is unique, in its band, and on the page.</summary>
public sealed class EventTests
{
    private const string Page = "docs/reference/events.md";
    private const int BandWidth = 100;

    private static readonly int[] Bands =
    [
        1000, 1100, 1200, 1300, 1400, 1500, 1600, 2000, 2100, 2200, 2300, 2400, 3000, 3100, 3200, 4000, 5000, 6000, 7000,
    ];

    private static IEnumerable<(LoggerMessageAttribute Event, string Name)> Events => Shipping.Types
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(method => (Event: method.GetCustomAttribute<LoggerMessageAttribute>()!, method.Name))
        .Where(found => found.Event is not null);

    [Fact]
    public void Event_ids_are_unique()
    {
        var twice = Events.GroupBy(found => found.Event.EventId).Where(group => group.Skip(1).Any())
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(found => found.Name))}");

        Rule.Holds("An event id is never used twice (H-41).", twice);
    }

    [Fact]
    public void Event_ids_lie_in_the_bands()
    {
        var stray = Events.Where(found => !Bands.Contains(found.Event.EventId / BandWidth * BandWidth))
            .Select(found => $"{found.Event.EventId} {found.Name}");

        Rule.Holds("An event id lies in the band of its feature (H-41).", stray);
    }

    [Fact]
    public void The_page_lists_every_event()
    {
        var expected = Events.OrderBy(found => found.Event.EventId).Select(found =>
            $"| {found.Event.EventId} | `{found.Name}` | {found.Event.Level} | {found.Event.Message} |");

        MarkdownTable.AssertRows(Page, expected, row => char.IsAsciiDigit(row[2]) && row.Split('|')[2].StartsWith(" `", StringComparison.Ordinal));
    }
}
