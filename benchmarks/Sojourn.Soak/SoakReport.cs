using System.Text;

namespace Sojourn.Soak;

/// <summary>What a run has shown, as text.</summary>
internal static class SoakReport
{
    public static string Write(SoakPlan plan, SoakLedger ledger)
    {
        var text = new StringBuilder();
        text.AppendLine($"{plan.Nodes} nodes on loopback over one PostgreSQL, {plan.Clients} people, {plan.Duration.TotalSeconds:F0} s, seed {plan.Seed}. "
            + "Half of the sessions are opaque cookies, half sealed ones. One process holds nodes and people; the server is a process of its own.");
        text.AppendLine().AppendLine("## What should not have been").AppendLine();
        text.AppendLine(ledger.Violations.IsEmpty ? "Nothing." : string.Join('\n', ledger.Violations.Order(StringComparer.Ordinal).Select(line => "- " + line)));
        Lags(text, ledger);
        text.AppendLine().AppendLine("## Answers by kind").AppendLine().AppendLine("| Action | Answer | Count |").AppendLine("|---|---|---:|");
        foreach (var ((action, answer), count) in ledger.Answers.OrderBy(entry => entry.Key.Action, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Answer, StringComparer.Ordinal))
        {
            text.AppendLine($"| {action} | {answer} | {count} |");
        }

        text.AppendLine().AppendLine("## Memory and threads of the process").AppendLine().AppendLine("| At | Working set, MB | Managed heap, MB | Threads of the pool | Waiting for one |").AppendLine("|---:|---:|---:|---:|---:|");
        foreach (var (at, workingSet, heap, threads, queued) in ledger.Memory)
        {
            text.AppendLine($"| {at.TotalSeconds:F0} s | {workingSet / 1_000_000.0:F0} | {heap / 1_000_000.0:F1} | {threads} | {queued} |");
        }

        text.AppendLine().AppendLine("## What was broken").AppendLine();
        foreach (var fault in ledger.Faults)
        {
            text.AppendLine("- " + fault);
        }

        return text.ToString();
    }

    private static void Lags(StringBuilder text, SoakLedger ledger)
    {
        var sorted = ledger.Lags.Order().ToList();
        text.AppendLine().AppendLine("## Lag: from an acknowledged sign-out to the refusal on a node chosen at random").AppendLine();
        if (sorted.Count > 0)
        {
            text.AppendLine($"{sorted.Count} ends, faults included: median {At(0.5):F0} ms, 95 % {At(0.95):F0} ms, 99 % {At(0.99):F0} ms, longest "
                + $"{sorted[^1].TotalMilliseconds:F0} ms. The promise with faults is the staleness bound, {SoakPlan.Bound.TotalSeconds:F0} s.");
        }

        double At(double share) => sorted[(int)((sorted.Count - 1) * share)].TotalMilliseconds;
    }
}
