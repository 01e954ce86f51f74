using System.Globalization;

namespace Sojourn.PostgreSql;

/// <summary>Where a reader of the feed stands.</summary>
/// <param name="ReadAt">The server's clock at that read, in milliseconds.</param>
/// <param name="AnchorXid">The transaction of the last row told; 0 = none.</param>
/// <param name="AnchorSequence">The number of that row.</param>
/// <param name="AnchorAt">When that row was recorded.</param>
/// <param name="Snapshot">What that read could see, as PostgreSQL writes a snapshot.</param>
/// <remarks>
/// Text form: the five parts in this order with <c>/</c> between them, numbers in decimal. The snapshot says exactly which
/// transactions were complete, so a late commit is not behind it, and a stranger's open transaction holds nothing back. The
/// anchor tells a database that went back: the row is gone although nothing so young was removed.
/// </remarks>
internal sealed record FeedPosition(long ReadAt, ulong AnchorXid, long AnchorSequence, long AnchorAt, string Snapshot)
{
    /// <summary>The position before everything.</summary>
    public static readonly FeedPosition Start = new(long.MinValue, 0, 0, long.MinValue, "1:1:");

    /// <summary>The oldest transaction that a reader here may not have seen.</summary>
    public ulong Lowest => ulong.Parse(Snapshot.AsSpan(0, Snapshot.IndexOf(':', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Reads the text form; null for any other text.</summary>
    public static FeedPosition? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 5
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var readAt)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var xid)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var anchorAt)
            && IsSnapshot(parts[4])
            ? new FeedPosition(readAt, xid, sequence, anchorAt, parts[4])
            : null;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{ReadAt}/{AnchorXid}/{AnchorSequence}/{AnchorAt}/{Snapshot}");

    /// <summary>Shape and order, so that a foreign text is a foreign position and not an engine failure.</summary>
    private static bool IsSnapshot(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3 || !IsXid(parts[0], out var low) || !IsXid(parts[1], out var high) || low > high || low == 0)
        {
            return false;
        }

        var previous = 0UL;
        foreach (var item in parts[2].Length == 0 ? [] : parts[2].Split(','))
        {
            if (!IsXid(item, out var running) || running < low || running >= high || running <= previous)
            {
                return false;
            }

            previous = running;
        }

        return true;
    }

    private static bool IsXid(string text, out ulong xid) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out xid) && xid < long.MaxValue;
}
