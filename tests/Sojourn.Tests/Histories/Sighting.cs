using Sojourn.Sessions;

namespace Sojourn.Histories;

/// <summary>The record as one request last saw it, and when: what its verdict has to follow from.</summary>
internal sealed class Sighting
{
    public SessionRecord? Row { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>How many of its changes lost a race.</summary>
    public int Conflicts { get; set; }
}
