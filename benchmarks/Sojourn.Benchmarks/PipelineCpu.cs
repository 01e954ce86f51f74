using System.Diagnostics;
using System.Globalization;

namespace Sojourn.Benchmarks;

/// <summary>
/// The pipeline measured in processor time, interleaved: less exact than a benchmark on a quiet machine, and right on a
/// noisy one, because time in which others run is not counted.
/// </summary>
internal static class PipelineCpu
{
    private const int Requests = 60_000;
    private const int Rounds = 9;

    private static readonly string[] Kinds =
    [
        "none", "constant", "sojourn-open", "sojourn", "sojourn-sealed", "sojourn-bearer", "sojourn-bearer-first", "cookie",
        "ticket-store", "session", "jwt", "jwt-es256",
    ];

    public static async Task RunAsync(TextWriter output)
    {
        var sites = new Dictionary<string, InProcessSite>(StringComparer.Ordinal);
        foreach (var kind in Kinds)
        {
            sites[kind] = await InProcessSite.StartAsync(kind);
        }

        var results = Kinds.ToDictionary(kind => kind, _ => new List<Cost>(), StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (kind, site) in sites)
            {
                var cost = await MeasureAsync(site);
                if (round > 0)
                {
                    results[kind].Add(cost);
                }
            }
        }

        Write(output, results);
    }

    private static async Task<Cost> MeasureAsync(InProcessSite site)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var before = process.TotalProcessorTime;
        for (var request = 0; request < Requests; request++)
        {
            await site.RequestAsync();
        }

        process.Refresh();
        var used = process.TotalProcessorTime - before;
        return new Cost(
            used.TotalMicroseconds / Requests, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)Requests);
    }

    private static void Write(TextWriter output, Dictionary<string, List<Cost>> results)
    {
        var none = Median(results["none"].Select(cost => cost.Microseconds));
        var cookie = Median(results["cookie"].Select(cost => cost.Microseconds)) - none;
        var jwt = Median(results["jwt"].Select(cost => cost.Microseconds)) - none;
        var curve = Median(results["jwt-es256"].Select(cost => cost.Microseconds)) - none;
        output.WriteLine("| Way | CPU µs/request | added µs | of the cookie handler's | of JwtBearer HS256's | of JwtBearer ES256's | bytes |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var (kind, costs) in results)
        {
            var microseconds = Median(costs.Select(cost => cost.Microseconds));
            var added = microseconds - none;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {microseconds:F2} | {added:F2} | {added / cookie:P0} | {added / jwt:P0} | {added / curve:P0} | {Median(costs.Select(cost => cost.Bytes)):F0} |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private readonly record struct Cost(double Microseconds, double Bytes);
}
