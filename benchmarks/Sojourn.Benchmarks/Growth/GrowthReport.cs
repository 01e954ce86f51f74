using System.Globalization;

namespace Sojourn.Benchmarks.Growth;

/// <summary>The growth as text: one row for each action and store, one column for each size.</summary>
internal static class GrowthReport
{
    private const string Explanation =
        """

        In one process, through `SessionValidator`, `SessionManager` and, for renewing and sweeping, the store; one call at a time,
        nothing else going on. `COPY` fills PostgreSQL, one transaction with one prepared statement SQLite, the store's own contract
        memory; every session is a genuine one with a ticket of 400 bytes, and belongs to somebody with four. "Does not remember" is the
        node's near cache: the engines' own caches are as they are after filling. Durable commits are on in SQLite and PostgreSQL
        (shared_buffers 1 GB). A list is a page of at most 100; lists and ends of all take turns, so each list reads behind a write. Ending
        all sets the subject's cut-off first, then ends in steps of 500.
        A sweep in memory walks over all sessions: that store is for tests and demonstrations.
        """;

    public static async Task WriteAsync(TextWriter output, GrowthPlan plan, IReadOnlyList<GrowthOutcome> outcomes)
    {
        await output.WriteLineAsync(
            $"Median (95 %) in microseconds; {plan.Rounds} rounds, the stores of one size interleaved.\n");
        await WriteHeaderAsync(output, plan);
        foreach (var action in outcomes[0].Times.Actions)
        {
            await WriteRowsAsync(output, action, outcomes, outcome => $"{outcome.Times.Median(action):F0} ({outcome.Times.Slow(action):F0})");
        }

        await output.WriteLineAsync();
        await WriteHeaderAsync(output, plan);
        await WriteRowsAsync(output, "filled in, s", outcomes, outcome => $"{outcome.FilledIn.TotalSeconds:F1}");
        await WriteRowsAsync(output, "on disk, MB", outcomes, outcome => Megabytes(outcome.Disk));
        await WriteRowsAsync(output, "on disk, bytes per session", outcomes, outcome => PerSession(outcome.Disk, outcome.Size));
        await WriteRowsAsync(output, "managed memory of the process, MB more", outcomes, outcome => Megabytes(outcome.Heap));
        await WriteRowsAsync(output, "the same, bytes per session", outcomes, outcome => PerSession(outcome.Heap, outcome.Size));
        await output.WriteLineAsync(Explanation);
    }

    private static async Task WriteHeaderAsync(TextWriter output, GrowthPlan plan)
    {
        await output.WriteLineAsync("| | Store | " + string.Join(" | ", plan.Sizes.Select(size => $"{size:N0} sessions")) + " |");
        await output.WriteLineAsync("|---|---|" + string.Concat(plan.Sizes.Select(_ => "---:|")));
    }

    private static async Task WriteRowsAsync(
        TextWriter output, string name, IReadOnlyList<GrowthOutcome> outcomes, Func<GrowthOutcome, string> cell)
    {
        foreach (var store in outcomes.GroupBy(outcome => outcome.Store, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(
                $"| {name} | {store.Key} | " + string.Join(" | ", store.OrderBy(outcome => outcome.Size).Select(cell)) + " |");
        }
    }

    private static string Megabytes(long bytes) => bytes == 0 ? "–" : (bytes / 1_000_000.0).ToString("F1", CultureInfo.InvariantCulture);

    private static string PerSession(long bytes, int size) => bytes == 0 ? "–" : $"{bytes / size}";
}
