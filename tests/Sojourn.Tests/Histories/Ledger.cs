using Sojourn.Houses;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Histories;

/// <summary>What truly happened, kept apart from what the code keeps, and every fault that the difference shows.</summary>
internal sealed class Ledger(Scheduler scheduler)
{
    // The lane is flushed each second, and a slow store takes its time.
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan HandOutPrecision = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, string> _tokens = [];
    private readonly Dictionary<int, DateTimeOffset> _handedOut = [];
    private readonly Dictionary<int, DateTimeOffset> _used = [];
    private readonly Dictionary<int, Party> _makers = [];
    private readonly HashSet<int> _counted = [];
    private SessionRecord? _last;

    public List<string> Faults { get; } = [];

    public DateTimeOffset? EndedAt { get; private set; }

    public EndReason EndedAs { get; private set; }

    /// <summary>The first presentation that was reuse by the table, in words.</summary>
    public string? Reuse { get; private set; }

    public int Rotations => _makers.Count;

    public int Counted => _counted.Count;

    public void Fault(string what) => Faults.Add($"{scheduler.Now - scheduler.Started:g}: {what}");

    /// <summary>How many generations before this one were counted, one after the other.</summary>
    public int RunBefore(int generation)
    {
        var run = 0;
        while (_counted.Contains(generation - 1 - run))
        {
            run++;
        }

        return run;
    }

    public Party? MakerOf(int generation) => _makers.TryGetValue(generation, out var maker) ? maker : null;

    /// <summary>A change or an end that the store has applied.</summary>
    public void Changed(SessionRecord record)
    {
        if (_last is { } before && before.AbsoluteAt != record.AbsoluteAt)
        {
            Fault("The absolute deadline moved.");
        }

        if (_last is { } last && last.Token.Generation == record.Token.Generation
            && last.Token.LostAnswers != record.Token.LostAnswers)
        {
            _counted.Add(record.Token.Generation);
        }

        if (record.Ending is { } ending)
        {
            (EndedAt, EndedAs) = (scheduler.Now, ending.Reason);
        }

        _last = record;
    }

    public void FoundReuse(in TokenUse use, SessionRecord row, DateTimeOffset at) =>
        Reuse ??= $"{use.Party} presented {use.Token.Generation} of {row.Token.Generation}"
            + $"{(row.Acknowledged >= row.Token.Generation ? "" : $", unacknowledged, {RunBefore(row.Token.Generation)} counted before")}"
            + $", {(at - row.HandedOutAt).TotalSeconds:F1} s after it was handed out, {(at - row.Token.RotatedAt).TotalSeconds:F1} s after its rotation"
            + $", at {at - scheduler.Started:g}";

    public void Made(Party party, int generation) => _makers[generation] = party;

    /// <summary>A token leaves the server.</summary>
    public void HandedOut(in SessionToken token)
    {
        var text = token.Text();
        if (!_tokens.TryAdd(token.Generation, text) && !string.Equals(_tokens[token.Generation], text, StringComparison.Ordinal))
        {
            Fault($"Generation {token.Generation} has two tokens.");
        }

        _handedOut[token.Generation] = scheduler.Now;
    }

    /// <summary>A holder of this generation was seen by one of our nodes.</summary>
    public void Used(int generation) => _used.TryAdd(generation, scheduler.Now);

    /// <summary>Whether the row knows what it has to.</summary>
    public void Compare(SessionRecord row)
    {
        var generation = row.Token.Generation;
        if (generation > 1 && row.Acknowledged < generation && IsLongAgo(_used, generation, TimeSpan.Zero))
        {
            Fault($"Generation {generation} was used and is not acknowledged.");
        }

        if (_handedOut.TryGetValue(generation, out var handedOut) && row.HandedOutAt + HandOutPrecision + Lag < handedOut
            && scheduler.Now - handedOut > Lag)
        {
            Fault($"Generation {generation} was handed out later than its record says.");
        }
    }

    private bool IsLongAgo(Dictionary<int, DateTimeOffset> instants, int generation, TimeSpan more) =>
        instants.TryGetValue(generation, out var at) && scheduler.Now - at > Lag + more;
}
