using System.Globalization;

namespace Sojourn.Benchmarks.Lag;

/// <summary>The lags as text.</summary>
internal static class LagReport
{
    private const double PromisedMilliseconds = 100;

    private const string Explanation =
        """

        From the acknowledgement of `SessionManager.EndAsync` on one node to the first refusal on each of the three others, which had the
        session in their memory and are asked once a millisecond; so no value is more exact than that. Four hosts in one process, each
        with its own memory, feed and background work, over one PostgreSQL server or one SQLite file; under load every node renews and
        rotates as fast as it can, and nodes, load and database share the machine: what is measured then is an overloaded one.

        **The promise** ([revocation](../../docs/concepts/revocation-and-cut-offs.md)): 99 of 100 within 100 ms where the feed tells, and
        none later than the staleness bound of 5 s. SQLite's feed polls every 25 ms; PostgreSQL's is woken, and polls every 100 ms besides.

        The last columns are the product's own measure of the same, `sojourn.revocation.lag`: one canary every 5 s here, by store time in
        whole milliseconds, as the nodes that did not end it saw it.
        """;

    public static async Task WriteAsync(TextWriter output, IReadOnlyList<LagOutcome> outcomes)
    {
        await output.WriteLineAsync(
            "| Store | Meanwhile | refusals | p50 ms | p95 ms | p99 ms | longest ms | within 100 ms | canaries seen | their p50 ms | their longest ms |");
        await output.WriteLineAsync("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var outcome in outcomes)
        {
            var kept = outcome.Milliseconds.Count(lag => lag <= PromisedMilliseconds) / (double)outcome.Milliseconds.Count;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {outcome.Store} | {outcome.Load} | {outcome.Milliseconds.Count} | {At(0.5)} | {At(0.95)} | {At(0.99)} | {At(1)} "
                + $"| {kept:P2} | {outcome.Canaries.Count} | {Canary(0.5)} | {Canary(1)} |"));

            string At(double share) => Medians.At(outcome.Milliseconds, share).ToString("F1", CultureInfo.InvariantCulture);

            string Canary(double share) => outcome.Canaries.Count == 0
                ? "–"
                : Medians.At(outcome.Canaries, share).ToString("F0", CultureInfo.InvariantCulture);
        }

        await output.WriteLineAsync(Explanation);
    }
}
