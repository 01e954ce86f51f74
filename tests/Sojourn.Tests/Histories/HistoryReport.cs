using System.Globalization;

namespace Sojourn.Histories;

/// <summary>Histories in numbers: two tables, one of honest clients and one of thieves.</summary>
internal static class HistoryReport
{
    public static void Write(TextWriter output, IReadOnlyList<HistoryResult> results)
    {
        output.WriteLine("## Honest histories");
        output.WriteLine();
        output.WriteLine("| Class | Clients | Histories | Hours | Rotations | Counted as lost | Ended falsely | Longest run of 409 | Early lapses |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var group in results.Where(result => result.Plan.Rhythm == Rhythm.None)
            .GroupBy(result => (result.Plan.Kind, Clients: ClientsOf(result.Plan))).OrderBy(group => group.Key))
        {
            WriteHonest(output, $"{NameOf(group.Key.Kind)} | {group.Key.Clients}", [.. group]);
        }

        output.WriteLine();
        output.WriteLine("## Thieves, with no landing in a grace");
        WriteThefts(output, [.. results.Where(result => result.IsStolen && result.GraceLandings == 0)]);
        output.WriteLine();
        output.WriteLine("## Thieves of whom some use fell into a grace");
        WriteThefts(output, [.. results.Where(result => result.IsStolen && result.GraceLandings > 0)]);
    }

    private static void WriteHonest(TextWriter output, string name, IReadOnlyList<HistoryResult> group) =>
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {group.Count} | {group.Sum(result => result.Plan.Length.TotalHours):F0} | {group.Sum(result => result.Rotations)} | {group.Sum(result => result.Counted)} | {group.Count(result => result.IsNoticed)} | {group.Max(result => result.LongestWait)} | {group.Sum(result => result.EarlyLapses)} |"));

    private static void WriteThefts(TextWriter output, IReadOnlyList<HistoryResult> results)
    {
        output.WriteLine();
        output.WriteLine("| Thief | Tabs | Histories | Noticed | Owner's refreshes p50 / p90 / p99 / most | Hours p50 / p90 / p99 / most | Minutes with usable access tokens p50 / p99 / most |");
        output.WriteLine("|---|---|---:|---:|---|---|---|");
        foreach (var group in results.GroupBy(result => (result.Plan.Rhythm, IsOne: result.Plan.Tabs <= 1)).OrderBy(group => group.Key))
        {
            var noticed = group.Where(result => result.IsNoticed).ToList();
            var tabs = group.Key.IsOne ? "one" : "several";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {NameOf(group.Key.Rhythm)} | {tabs} | {group.Count()} | {noticed.Count} | {Spread(noticed, result => result.OwnerRefreshes, "F0")} | {Spread(noticed, result => result.UntilNoticed.TotalHours, "F2")} | {Held([.. group])} |"));
        }
    }

    private static string Held(IReadOnlyList<HistoryResult> group) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Quantile(group, result => result.ThiefHeld.TotalMinutes, 0.5):F0} / {Quantile(group, result => result.ThiefHeld.TotalMinutes, 0.99):F0} / {Quantile(group, result => result.ThiefHeld.TotalMinutes, 1):F0}");

    private static string Spread(List<HistoryResult> group, Func<HistoryResult, double> of, string format) =>
        group.Count == 0
            ? "–"
            : string.Join(" / ", new[] { 0.5, 0.9, 0.99, 1 }.Select(
                share => Quantile(group, of, share).ToString(format, CultureInfo.InvariantCulture)));

    private static double Quantile(IReadOnlyList<HistoryResult> group, Func<HistoryResult, double> of, double share)
    {
        var sorted = group.Select(of).Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    private static string ClientsOf(HistoryPlan plan) => plan.Tabs switch
    {
        0 => "app",
        1 => "one tab",
        _ => plan.SharesAttempts ? "tabs that share attempts" : "tabs, each its own attempts",
    };

    private static string NameOf(HistoryKind kind) => kind switch
    {
        HistoryKind.Kept => "attempts kept",
        HistoryKind.Forgotten => "attempts forgotten",
        _ => "storage rolled back",
    };

    private static string NameOf(Rhythm rhythm) => rhythm switch
    {
        Rhythm.Immediately => "at once, then as the owner",
        Rhythm.Once => "once",
        Rhythm.OwnersRhythm => "as often as the owner",
        Rhythm.TakingTurns => "taking turns",
        Rhythm.LongSilence => "long silence, then once",
        Rhythm.Bursts => "bursts",
        Rhythm.Polling => "every 30 s",
        Rhythm.KeepsAsking => "asks with the older token",
        Rhythm.RepeatsOwnAttempt => "repeats its own attempt",
        _ => "within the grace",
    };
}
