using Npgsql;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>One row of a read: what the read knows as a whole, and a change unless there is none.</summary>
internal sealed record FeedRow(
    string Snapshot, long ReadAt, long ForgottenAt, bool IsAnchored, bool WentBack, FeedRow.Told? Change)
{
    // Rows up to a page: a reader far behind reads on with what the first page of it could see.
    public const int PageLength = 1000;

    // `seen` is what the reader has seen, `upto` what the first page of this read could see, or null for the first page. Rows
    // recorded after `again` are read again in any case: after a crash, numbers of transactions that were lost are given anew.
    // A server that was set back counts on from where it was, so the anchor's instant is compared beside its numbers.
    public const string Select =
        """
        WITH head AS MATERIALIZED (
            SELECT pg_current_snapshot() AS snapshot, $now AS read_at, f.recorded_at AS forgotten_at,
                @anchor_xid = '0' OR EXISTS (
                    SELECT 1 FROM #changes
                    WHERE xid = @anchor_xid::xid8 AND sequence = @anchor_sequence AND recorded_at = @anchor_at) AS anchored,
                pg_snapshot_xmax(@seen::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) AS went_back
            FROM #changes_forgotten AS f)
        SELECT h.snapshot::text, h.read_at, h.forgotten_at, h.anchored, h.went_back,
            c.xid::text, c.sequence, c.recorded_at, c.kind, c.id, c.version,
            c.scope, c.tenant, c.subject, c.cut_off_at, c.except_id, c.reason
        FROM head AS h LEFT JOIN LATERAL (
            SELECT * FROM #changes AS c
            WHERE c.xid >= @lowest::xid8 AND (c.xid, c.sequence) > (@page_xid::xid8, @page_sequence)
            AND ((NOT pg_visible_in_snapshot(c.xid, @seen::pg_snapshot) AND c.recorded_at >= @since) OR c.recorded_at >= @again)
            AND (@upto IS NULL OR pg_visible_in_snapshot(c.xid, @upto::pg_snapshot))
            ORDER BY c.xid, c.sequence LIMIT @most) AS c ON true
        """;

    public static FeedRow Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetBoolean(3),
        row.GetBoolean(4),
        row.IsDBNull(5)
            ? null
            : new Told(
                ulong.Parse(row.GetString(5), System.Globalization.CultureInfo.InvariantCulture),
                row.GetInt64(6),
                row.GetInt64(7),
                ReadChange(row)));

    private static StoreChange ReadChange(NpgsqlDataReader row)
    {
        var cutOff = row.IsDBNull(11) ? null : PostgreSqlSojournStore.ReadCutOff(row, 11);
        return new StoreChange(
            row.Known<StoreChangeKind>(8),
            "",
            row.OptionalId(9),
            row.GetInt64(10),
            cutOff is null ? row.Known<EndReason>(16) : EndReason.None,
            cutOff);
    }

    internal sealed record Told(ulong Xid, long Sequence, long RecordedAt, StoreChange Change);
}
