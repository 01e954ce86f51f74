using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Sojourn.Convention.Documentation;
using Sojourn.Sessions;

namespace Sojourn.Convention.Code;

/// <summary>Instruments follow the OpenTelemetry naming rules and are on the page.</summary>
public sealed partial class MetricTests
{
    private const string Page = "docs/reference/metrics.md";

    [Fact]
    public void Instrument_names_follow_the_rules()
    {
        var odd = Instruments().Select(instrument => instrument.Name).Where(name => !InstrumentName().IsMatch(name));

        Rule.Holds("Lower case, dots between, underscores inside, below 'sojourn.', no unit, no 'total' (H-45, H-46).", odd);
    }

    [Fact]
    public void Instruments_have_a_unit_and_a_description()
    {
        var bare = Instruments()
            .Where(instrument => string.IsNullOrEmpty(instrument.Unit) || string.IsNullOrEmpty(instrument.Description))
            .Select(instrument => instrument.Name);

        Rule.Holds("Every instrument has a unit and a description (H-50).", bare);
    }

    [Fact]
    public void The_page_lists_every_instrument()
    {
        var expected = Instruments().OrderBy(instrument => instrument.Name, StringComparer.Ordinal).Select(instrument =>
            $"| `{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}` | {instrument.Description} |");

        MarkdownTable.AssertRows(
            Page, expected, row => row.StartsWith("| `sojourn.", StringComparison.Ordinal) && row.Count(character => character == '|') == 6, columns: 4);
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        _ => "observable gauge",
    };

    private static List<Instrument> Instruments()
    {
        using var factory = new OneMeterFactory();
        using var listener = new MeterListener();
        var found = new List<Instrument>();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, factory.Meter))
            {
                found.Add(instrument);
            }
        };
        listener.Start();

        Activator.CreateInstance(
            typeof(SessionManager).Assembly.GetType("Sojourn.Diagnostics.SessionMetrics", throwOnError: true)!, factory);
        return found;
    }

    [GeneratedRegex(@"^sojourn(\.[a-z]+(_[a-z]+)*)+(?<!total|seconds)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstrumentName();

    private sealed class OneMeterFactory : IMeterFactory
    {
        public Meter? Meter { get; private set; }

        public Meter Create(MeterOptions options) => Meter = new Meter(options);

        public void Dispose() => Meter?.Dispose();
    }
}
