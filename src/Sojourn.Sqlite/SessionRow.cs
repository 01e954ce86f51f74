using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Sqlite;

/// <summary>A record as a row of <c>sessions</c>; the columns are described at the schema.</summary>
internal static class SessionRow
{
    /// <summary>The columns in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        """
        id, tenant, subject, kind, created_at, authenticated_at, last_activity_at, idle_timeout, absolute_at,
        generation, token_current, token_previous, derived_with, rotation_cause, rotated_at, attempt, lost_answers,
        acknowledged, handed_out_at, version, end_reason, ended_at, ended_by, end_operation, details, ticket
        """;

    /// <summary>The same, the ticket left empty, as listings want it.</summary>
    public const string ListedColumns =
        """
        id, tenant, subject, kind, created_at, authenticated_at, last_activity_at, idle_timeout, absolute_at,
        generation, token_current, token_previous, derived_with, rotation_cause, rotated_at, attempt, lost_answers,
        acknowledged, handed_out_at, version, end_reason, ended_at, ended_by, end_operation, details, x'' AS ticket
        """;

    /// <summary>How many columns there are: where a joined query's own begin.</summary>
    public const int Width = 26;

    public const string Parameters =
        """
        $id, $tenant, $subject, $kind, $created_at, $authenticated_at, $last_activity_at, $idle_timeout, $absolute_at,
        $generation, $token_current, $token_previous, $derived_with, $rotation_cause, $rotated_at, $attempt, $lost_answers,
        $acknowledged, $handed_out_at, $version, 0, NULL, NULL, NULL, $details, $ticket
        """;

    public static SqliteStatement BindNew(this SqliteStatement statement, SessionRecord session) => statement
        .Bind("$id", session.Id.ToColumn())
        .Bind("$tenant", session.Tenant.ToColumn())
        .Bind("$subject", session.Subject.Value)
        .Bind("$kind", session.Kind)
        .Bind("$created_at", session.CreatedAt.ToColumn())
        .Bind("$authenticated_at", session.AuthenticatedAt.ToColumn())
        .Bind("$last_activity_at", session.LastActivityAt.ToColumn())
        .Bind("$idle_timeout", session.IdleTimeout.ToColumn())
        .Bind("$acknowledged", session.Acknowledged)
        .Bind("$version", session.Version)
        .BindChangeable(session);

    /// <summary>What a change may write.</summary>
    public static SqliteStatement BindChangeable(this SqliteStatement statement, SessionRecord session) => statement
        .Bind("$absolute_at", session.AbsoluteAt.ToColumn())
        .Bind("$generation", session.Token.Generation)
        .Bind("$token_current", session.Token.Current.ToArray())
        .Bind("$token_previous", session.Token.Previous?.ToArray())
        .Bind("$derived_with", (int)session.Token.DerivedWith)
        .Bind("$rotation_cause", (int)session.Token.Cause)
        .Bind("$rotated_at", session.Token.RotatedAt.ToColumn())
        .Bind("$attempt", session.Token.Attempt.ToColumn())
        .Bind("$lost_answers", session.Token.LostAnswers)
        .Bind("$handed_out_at", session.HandedOutAt.ToColumn())
        .Bind("$details", session.Details.ToArray())
        .Bind("$ticket", session.Ticket.ToArray());

    public static SqliteStatement BindEnding(this SqliteStatement statement, SessionEnding ending) => statement
        .Bind("$end_reason", (int)ending.Reason)
        .Bind("$ended_at", ending.At.ToColumn())
        .Bind("$ended_by", ending.Actor)
        .Bind("$end_operation", ending.Operation.Value.ToColumn());

    public static SessionRecord Read(SqliteDataReader row) => new()
    {
        Id = row.Id(0),
        Tenant = row.Tenant(1),
        Subject = new SubjectId(row.GetString(2)),
        Kind = row.GetString(3),
        CreatedAt = row.Instant(4),
        AuthenticatedAt = row.Instant(5),
        LastActivityAt = row.Instant(6),
        IdleTimeout = TimeSpan.FromMilliseconds(row.GetInt64(7)),
        AbsoluteAt = row.Instant(8),
        Token = ReadToken(row),
        Acknowledged = row.GetInt32(17),
        HandedOutAt = row.Instant(18),
        Version = row.GetInt64(19),
        Ending = row.IsDBNull(21) ? null : ReadEnding(row, 20),
        Details = row.Bytes(24),
        Ticket = row.Bytes(25),
    };

    /// <summary>An ending from four columns: reason, instant, actor, operation.</summary>
    public static SessionEnding ReadEnding(SqliteDataReader row, int first) => new(
        row.Known<EndReason>(first),
        row.Instant(first + 1),
        row.IsDBNull(first + 2) ? null : row.GetString(first + 2),
        new OperationId(new Guid(row.Bytes(first + 3), bigEndian: true)));

    private static TokenState ReadToken(SqliteDataReader row) => new()
    {
        Generation = row.GetInt32(9),
        Current = TokenHash.Read(row.Bytes(10)),
        Previous = row.IsDBNull(11) ? null : TokenHash.Read(row.Bytes(11)),
        DerivedWith = row.GetByte(12),
        Cause = row.Known<RotationCause>(13),
        RotatedAt = row.Instant(14),
        Attempt = BinaryPrimitives.ReadUInt128BigEndian(row.Bytes(15)),
        LostAnswers = row.GetInt32(16),
    };
}
