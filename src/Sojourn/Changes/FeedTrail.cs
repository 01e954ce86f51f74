namespace Sojourn.Changes;

/// <summary>Where a follower stood every now and then, so that it can go back to where the store still agrees.</summary>
internal sealed class FeedTrail(TimeSpan interval)
{
    // As many as fit into the time for which changes are remembered, and one at each end.
    private const int Most = Parts + 2;

    /// <summary>Into how many parts that time is cut.</summary>
    public const int Parts = 16;

    private readonly LinkedList<(string Position, DateTimeOffset At)> _stands = new();

    /// <summary>Notes where the follower stands, if the last note is older than the interval.</summary>
    public void Note(string position, DateTimeOffset now)
    {
        if (_stands.Last is { } last && now - last.Value.At < interval)
        {
            return;
        }

        _stands.AddLast((position, now));
        if (_stands.Count > Most)
        {
            _stands.RemoveFirst();
        }
    }

    /// <summary>Takes the last stand off that is not older than an instant; null when there is none left.</summary>
    public string? StepBack(DateTimeOffset since)
    {
        if (_stands.Last is not { } last || last.Value.At < since)
        {
            _stands.Clear();
            return null;
        }

        _stands.RemoveLast();
        return last.Value.Position;
    }
}
