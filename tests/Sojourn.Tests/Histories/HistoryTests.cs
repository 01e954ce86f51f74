using System.Globalization;
using Sojourn.Sessions;

namespace Sojourn.Histories;

/// <summary>
/// The history checker. <c>SOJOURN_HISTORIES</c> multiplies the number of histories, <c>SOJOURN_HISTORY_SEED</c> moves the
/// seeds, <c>SOJOURN_HISTORIES_REPORT</c> names a file for the tables. A failure prints the plan, whose seed replays it.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int MostOwnerRefreshes = 12;
    private const int MostWaits = 3;

    private static readonly int Factor = Setting("SOJOURN_HISTORIES", 1);
    private static readonly ulong FirstSeed = (ulong)Setting("SOJOURN_HISTORY_SEED", 1);
    private static readonly Lazy<IReadOnlyList<HistoryResult>> Honest = new(() => Run(500, HonestPlan));
    private static readonly Lazy<IReadOnlyList<HistoryResult>> Thefts = new(() => Run(700, TheftPlan));

    [Fact]
    public void What_is_answered_follows_from_the_table_and_an_ended_session_never_validates() =>
        Show(Honest.Value.Concat(Thefts.Value).Where(history => history.Faults.Count > 0));

    [Fact]
    public void Honest_clients_that_keep_their_attempt_ids_are_never_signed_out() =>
        Show(Honest.Value.Where(history => history.Plan.Kind == HistoryKind.Kept && history.EndedAs != EndReason.None));

    [Fact]
    public void Honest_clients_can_always_go_on_after_a_few_retries() =>
        Show(Honest.Value.Where(history => history.Plan.Kind == HistoryKind.Kept && history.LongestWait > MostWaits));

    [Fact]
    public void A_thief_who_goes_on_is_noticed_within_a_day_unless_a_use_falls_into_a_grace() =>
        Show(Thefts.Value.Where(history =>
            history is { IsStolen: true, GraceLandings: 0, IsNoticed: false } && Thief.GoesOn(history.Plan.Rhythm)));

    [Fact]
    public void With_one_tab_a_thief_is_noticed_within_twelve_refreshes_of_the_owner() =>
        Show(Thefts.Value.Where(history =>
            history is { IsStolen: true, GraceLandings: 0, Plan.Tabs: <= 1 } && Thief.GoesOn(history.Plan.Rhythm)
            && history.OwnerRefreshes > MostOwnerRefreshes));

    [Fact]
    public void A_seed_repeats_its_history()
    {
        var once = History.Run(HonestPlan(FirstSeed));
        var again = History.Run(HonestPlan(FirstSeed));

        Assert.Equal(
            (once.Refreshes, once.Rotations, once.Counted, once.EarlyLapses),
            (again.Refreshes, again.Rotations, again.Counted, again.EarlyLapses));
    }

    [Fact]
    public void The_report_has_a_row_for_every_class()
    {
        using var report = new StringWriter(CultureInfo.InvariantCulture);
        HistoryReport.Write(report, [.. Honest.Value, .. Thefts.Value]);

        output.WriteLine(report.ToString());
        if (Environment.GetEnvironmentVariable("SOJOURN_HISTORIES_REPORT") is { Length: > 0 } path)
        {
            File.WriteAllText(path, report.ToString());
        }

        Assert.Contains("attempts kept", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("taking turns", report.ToString(), StringComparison.Ordinal);
    }

    private static HistoryPlan HonestPlan(ulong seed) => HistoryPlan.Honest(
        seed,
        (seed % 10) switch
        {
            0 => HistoryKind.RolledBack,
            1 or 2 => HistoryKind.Forgotten,
            _ => HistoryKind.Kept,
        },
        hours: 4);

    private static HistoryPlan TheftPlan(ulong seed)
    {
        var rhythms = Enum.GetValues<Rhythm>();
        return HistoryPlan.Theft(seed, rhythms[1 + (int)(seed % (ulong)(rhythms.Length - 1))]);
    }

    private static List<HistoryResult> Run(int count, Func<ulong, HistoryPlan> plan) =>
    [
        .. Enumerable.Range(0, count * Factor)
            .AsParallel().AsOrdered()
            .Select(number => History.Run(plan(FirstSeed + (ulong)number))),
    ];

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private void Show(IEnumerable<HistoryResult> broken)
    {
        var histories = broken.ToList();
        foreach (var history in histories.Take(10))
        {
            output.WriteLine($"{history.Plan}");
            output.WriteLine(
                $"  ended as {history.EndedAs}: {history.Reuse}; {history.OwnerRefreshes} refreshes of the owner, {history.UntilNoticed}");
            output.WriteLine($"  {string.Join("\n  ", history.Faults.Take(3))}");
        }

        Assert.True(histories.Count == 0, $"{histories.Count} histories broke the rule; the first ten are printed with their seeds.");
    }
}
