using System.Security.Cryptography;
using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>What is known of the session of one long-lived connection, since it was opened.</summary>
/// <remarks>Used by the one loop of its connection.</remarks>
internal sealed class OpenConnection(SessionView opened)
{
    /// <summary>The generation that it was opened with.</summary>
    public int Generation { get; } = opened.Generation;

    /// <summary>The newest facts of the session, as that generation sees them.</summary>
    public SessionView View { get; set; } = opened;

    /// <summary>Store time of the read behind <see cref="View"/>, in ticks. What the request was judged by does not count.</summary>
    public long ConfirmedAt { get; set; } = long.MinValue / 2;

    /// <summary>When it has to close because its token was replaced; only ever earlier.</summary>
    public DateTimeOffset ClosesAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Which part of a lease it waits after a refresh: 60 to 90 %, so that not all come back at once.</summary>
    public double ShareOfLease { get; } = RandomNumberGenerator.GetInt32(600, 901) / 1000.0;

    /// <summary>Why the session ended, when it has and that is known.</summary>
    public EndReason Reason { get; set; }
}
