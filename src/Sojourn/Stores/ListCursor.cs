using System.Globalization;
using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>Where a page of a listing stopped: the keyset of its last record.</summary>
/// <param name="CreatedAt">When that record was made.</param>
/// <param name="Id">Its id, which tells records of one millisecond apart.</param>
/// <remarks>
/// Text form, 48 characters: 16 hexadecimal digits of the milliseconds since 1970 (two's complement, high digit first), then
/// 32 of the id. For stores that order by these two; an engine with another order has cursors of its own.
/// </remarks>
public readonly record struct ListCursor(DateTimeOffset CreatedAt, SessionId Id)
{
    private const int InstantLength = 16;
    private const int IdLength = 32;

    /// <summary>The cursor after a record.</summary>
    /// <param name="session">The last record of a page.</param>
    /// <returns>Its keyset.</returns>
    public static ListCursor After(SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new ListCursor(session.CreatedAt, session.Id);
    }

    /// <summary>Reads a cursor that a caller gave back.</summary>
    /// <param name="text">The text, or null for the first page.</param>
    /// <returns>The cursor; null for null.</returns>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static ListCursor? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length == InstantLength + IdLength
            && ulong.TryParse(text.AsSpan(0, InstantLength), NumberStyles.AllowHexSpecifier, null, out var milliseconds)
            && Guid.TryParseExact(text.AsSpan(InstantLength), "N", out var id)
            && unchecked((long)milliseconds) is var instant
            && instant >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && instant <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return new ListCursor(DateTimeOffset.FromUnixTimeMilliseconds(instant), new SessionId(id));
        }

        throw new FormatException("Expected a cursor that a listing returned, found another text. Start from the first page.");
    }

    /// <summary>True for records that a newest-first listing shows after this cursor.</summary>
    /// <param name="session">A record.</param>
    /// <returns>Whether it is older, by creation and then by id.</returns>
    public bool IsBefore(SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var byInstant = session.CreatedAt.CompareTo(CreatedAt);
        return byInstant < 0 || (byInstant == 0 && session.Id < Id);
    }

    /// <summary>The text form.</summary>
    /// <returns>48 lower-case hexadecimal digits.</returns>
    public override string ToString() => $"{CreatedAt.ToUnixTimeMilliseconds():x16}{Id.Value:N}";
}
