using System.Globalization;
using System.Text.RegularExpressions;

namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>The two programs that make load: <c>wrk</c> for servers, <c>pgbench</c> for the database by itself.</summary>
internal static partial class LoadPrograms
{
    // Every request takes the next cookie of the file, round and round.
    private const string TakeTurns =
        """
        local cookies, turn = {}, 0
        function init(args)
          for line in io.lines(args[1]) do cookies[#cookies + 1] = line end
        end
        function request()
          turn = turn % #cookies + 1
          return wrk.format("GET", nil, { ["Cookie"] = cookies[turn] })
        end

        """;

    private const string SelectOne = "\\set number random(1, 4000)\nSELECT ticket FROM floor WHERE id = :number;\n";

    public static async Task WriteScriptsAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "turns.lua"), TakeTurns);
        await File.WriteAllTextAsync(Path.Combine(folder, "select.sql"), SelectOne);
    }

    public static async Task<StoreCost> RunWrkAsync(string folder, StoreServer server, int seconds)
    {
        var before = server.ProcessorTime;
        var said = await Command.RunAsync(
            Command.Load, "wrk", "-t1", $"-c{StorePlan.Connections}", $"-d{seconds}s", "--latency", "-s",
            Path.Combine(folder, "turns.lua"), server.Me, "--", server.Cookies);
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Refused or unanswered requests at {server.Me}: {said}");
        }

        var requests = (long)Number(WrkRequests(), said);
        var used = server.ProcessorTime - before;
        return new StoreCost(
            requests, Number(WrkPerSecond(), said), used.TotalMicroseconds / requests,
            Milliseconds(WrkMedian().Match(said)), Milliseconds(WrkSlow().Match(said)));
    }

    public static async Task<StoreCost> RunPgBenchAsync(string folder, CountingDatabase database, StoreWay way, int seconds)
    {
        // Its time begins before its clients are connected.
        var duration = (seconds + 1).ToString(CultureInfo.InvariantCulture);
        var clients = StorePlan.Connections.ToString(CultureInfo.InvariantCulture);
        var said = await Command.RunAsync(
            Command.Measured, "pgbench", "-h", "127.0.0.1", "-p", database.Port.ToString(CultureInfo.InvariantCulture), "-U", "sojourn",
            "-n", "-M", "prepared", "-c", clients, "-j", "1", "-T", duration,
            "-f", Path.Combine(folder, "select.sql"), way.Database);
        return new StoreCost(
            (long)Number(PgBenchTransactions(), said), Number(PgBenchPerSecond(), said), double.NaN,
            Number(PgBenchLatency(), said), double.NaN);
    }

    private static double Number(Regex pattern, string text) => pattern.Match(text) is { Success: true } match
        ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"The load told no result: {text}");

    private static double Milliseconds(Match match) =>
        double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
        * match.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"(?<number>\d+) requests in", RegexOptions.None, 1000)]
    private static partial Regex WrkRequests();

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex WrkPerSecond();

    [GeneratedRegex(@"50%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex WrkMedian();

    [GeneratedRegex(@"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex WrkSlow();

    [GeneratedRegex(@"actually processed: (?<number>\d+)", RegexOptions.None, 1000)]
    private static partial Regex PgBenchTransactions();

    [GeneratedRegex(@"tps = (?<number>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex PgBenchPerSecond();

    [GeneratedRegex(@"latency average = (?<number>[\d.]+) ms", RegexOptions.None, 1000)]
    private static partial Regex PgBenchLatency();
}
