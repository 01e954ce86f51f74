using System.Buffers.Binary;
using Npgsql;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.PostgreSql;

/// <summary>A record as a row of <c>sessions</c> and one of <c>payloads</c>; the columns are described at the schema.</summary>
internal static class SessionRow
{
    /// <summary>The columns of <c>sessions AS s</c> in the order in which <see cref="Read"/> takes them; two blobs follow.</summary>
    public const string Columns =
        """
        s.id, s.tenant, s.subject, s.kind, s.created_at, s.authenticated_at, s.last_activity_at, s.idle_timeout, s.absolute_at,
        s.generation, s.token_current, s.token_previous, s.derived_with, s.rotation_cause, s.rotated_at, s.attempt,
        s.lost_answers, s.acknowledged, s.handed_out_at, s.version, s.end_reason, s.ended_at, s.ended_by, s.end_operation
        """;

    /// <summary>How many columns <see cref="Read"/> takes: where a query's own begin.</summary>
    public const int Width = 26;

    public const string Inserted =
        """
        INSERT INTO #sessions (placement, id, tenant, subject, kind, created_at, authenticated_at, last_activity_at,
            idle_timeout, idle_check_at, absolute_at, generation, token_current, token_previous, derived_with, rotation_cause,
            rotated_at, attempt, lost_answers, acknowledged, handed_out_at, version)
        """;

    public const string Values =
        """
        @placement, @id, @tenant, @subject, @kind, @created_at, @authenticated_at, @last_activity_at,
            @idle_timeout, @last_activity_at + @idle_timeout, @absolute_at, @generation, @token_current, @token_previous,
            @derived_with, @rotation_cause, @rotated_at, @attempt, @lost_answers, @acknowledged, @handed_out_at, @version
        """;

    public static PostgreSqlCall BindId(this PostgreSqlCall call, SessionId id) => call
        .Bind("placement", (short)id.Placement)
        .Bind("id", id.Value);

    public static PostgreSqlCall BindNew(this PostgreSqlCall call, SessionRecord session) => call
        .BindId(session.Id)
        .Bind("tenant", session.Tenant.ToColumn())
        .Bind("subject", session.Subject.ToColumn())
        .Bind("kind", PostgreSqlColumns.Storable(session.Kind))
        .Bind("created_at", session.CreatedAt.ToColumn())
        .Bind("authenticated_at", session.AuthenticatedAt.ToColumn())
        .Bind("last_activity_at", session.LastActivityAt.ToColumn())
        .Bind("idle_timeout", session.IdleTimeout.ToColumn())
        .Bind("absolute_at", session.AbsoluteAt.ToColumn())
        .Bind("acknowledged", session.Acknowledged)
        .Bind("handed_out_at", session.HandedOutAt.ToColumn())
        .Bind("version", session.Version)
        .Bind("details", session.Details.ToArray())
        .Bind("ticket", session.Ticket.ToArray())
        .BindToken(session.Token);

    /// <summary>A token state, or null for one that stays.</summary>
    public static PostgreSqlCall BindToken(this PostgreSqlCall call, TokenState? token) => call
        .Bind("generation", token?.Generation)
        .Bind("token_current", token?.Current.ToArray())
        .Bind("token_previous", token?.Previous?.ToArray())
        .Bind("derived_with", (short?)token?.DerivedWith)
        .Bind("rotation_cause", (short?)token?.Cause)
        .Bind("rotated_at", token?.RotatedAt.ToColumn())
        .Bind("attempt", token?.Attempt.ToColumn())
        .Bind("lost_answers", token?.LostAnswers);

    public static PostgreSqlCall BindEnding(this PostgreSqlCall call, SessionEnding ending) => call
        .Bind("end_reason", (short)ending.Reason)
        .Bind("ended_at", ending.At.ToColumn())
        .Bind("ended_by", ending.Actor.ToNote())
        .Bind("end_operation", ending.Operation.Value);

    public static SessionRecord Read(NpgsqlDataReader row) => new()
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
    public static SessionEnding ReadEnding(NpgsqlDataReader row, int first) => new(
        row.Known<EndReason>(first),
        row.Instant(first + 1),
        row.IsDBNull(first + 2) ? null : row.GetString(first + 2),
        new OperationId(row.GetGuid(first + 3)));

    private static TokenState ReadToken(NpgsqlDataReader row) => new()
    {
        Generation = row.GetInt32(9),
        Current = TokenHash.Read(row.Bytes(10)),
        Previous = row.IsDBNull(11) ? null : TokenHash.Read(row.Bytes(11)),
        DerivedWith = (byte)row.GetInt16(12),
        Cause = row.Known<RotationCause>(13),
        RotatedAt = row.Instant(14),
        Attempt = BinaryPrimitives.ReadUInt128BigEndian(row.GetGuid(15).ToByteArray(bigEndian: true)),
        LostAnswers = row.GetInt32(16),
    };
}
