using System.Globalization;

namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>The comparison as text.</summary>
internal static class StoreReport
{
    public static async Task WriteAsync(TextWriter output, StorePlan plan, IReadOnlyList<StoreOutcome> outcomes)
    {
        var floor = outcomes.Single(outcome => outcome.Way == StoreWay.PgBench).PerSecond;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Rounds} rounds of {plan.Seconds} s each, interleaved, {StorePlan.Connections} connections; medians (spread of the rounds).\n"));
        await output.WriteLineAsync(
            "| Way | requests/s | of pgbench | latency, median / 99 % in ms | application CPU, µs/request | reads/request | writes/request | rows written/request |");
        await output.WriteLineAsync("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var outcome in outcomes)
        {
            await output.WriteLineAsync(RowOf(outcome, floor));
        }

        await output.WriteLineAsync(Explain(plan.ColdSessions));
    }

    private static string Explain(int coldSessions) =>
        $"""

        What one request does, beside answering two bytes to who is signed in:

        - **Sojourn, warm**: finds the session in the node's memory. The store is asked once a minute for each session, and activity is
          written at most once a minute for each, in batches. The same 64 sessions take turns.
        - **Sojourn, cold**: the memory is cut to 8 sessions while {coldSessions} take turns, so that each has been forgotten when it comes again: one
          read. Renewals as above.
        - **cookie handler + `ITicketStore`**: reads the ticket at each request and remembers nothing. It slides when more than half of its
          14 days have passed, so not in this run: no writes.
        - **express-session + connect-pg-simple**: `resave: false`, `saveUninitialized: false`. Reads at each request, and touches (an
          `UPDATE` of the expiry) at the end of each; the second row is with `disableTouch`, and then sessions do not slide at all.
        - **pgbench**: no HTTP, no session; the engine's own program, prepared, in the application's place. The floor of whatever reads
          once.

        The application has one core in one process, Node's and ours alike; the database and the load share the other. Durable commits are on.
        Each PostgreSQL client may hold 32 connections, all statements of .NET programs are prepared, those of connect-pg-simple are as it
        sends them. Reads and writes are what happened, background work included: for PostgreSQL what the server counted
        (`pg_stat_statements`, `pg_stat_database`) in the way's own database, for memory and SQLite Sojourn's own instruments, where
        the feed's polling is not counted. A write can be a batch: the last column counts its rows, for renewals at most one per session
        and minute, so the more requests a session makes, the fewer. Npgsql's reset of a pooled connection,
        which travels in front of the next statement, is no read. The 32 requests that are under way when the load ends a
        round are requests here too: the stores have counted them.
        """;

    private static string RowOf(StoreOutcome outcome, double floor)
    {
        var isPgBench = outcome.Way == StoreWay.PgBench;
        var latency = isPgBench ? $"{outcome.Median:F2} (mean)" : $"{outcome.Median:F2} / {outcome.Slow:F2}";
        var cpu = isPgBench ? "–" : $"{outcome.CpuMicroseconds:F1}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {outcome.Way.Name} | {outcome.PerSecond:F0} ({outcome.Slowest:F0}–{outcome.Fastest:F0}) | {outcome.PerSecond / floor:P0} | {latency} | {cpu} "
            + $"| {outcome.PerRequest(outcome.Use.Reads):F4} | {outcome.PerRequest(outcome.Use.Writes):F4} | {outcome.PerRequest(outcome.Use.Rows):F4} |");
    }
}
