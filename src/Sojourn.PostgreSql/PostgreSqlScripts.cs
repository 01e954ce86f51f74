namespace Sojourn.PostgreSql;

/// <summary>The scripts that make the tables, one for each version, with <c>#</c> in front of every name in the schema.</summary>
/// <remarks>
/// <para>
/// A script is never edited once released; a new version appends one. Instants are milliseconds since 1970 in UTC, durations
/// milliseconds, numbers of enumerations those of the domain. No tenant is the empty text, which no tenant can be. Texts
/// compare by their bytes. <c>placement</c> is the id's own, and leads every key of a subject, so that an engine may shard by it.
/// </para>
/// <para>
/// <c>sessions</c> is the row that renewals write. No index contains what they change, so PostgreSQL puts the new row beside
/// the old one and touches no index; <c>idle_check_at</c> is a lower bound of the idle deadline that only the sweep moves.
/// <c>payloads</c> has what renewals would otherwise copy. <c>subjects</c> has a subject's cut-off and is what a limit locks.
/// <c>changes</c> is the feed: <c>xid</c> is the transaction, by which a reader knows what it has not seen.
/// </para>
/// </remarks>
internal static class PostgreSqlScripts
{
    public static readonly string[] All =
    [
        """
        CREATE TABLE #schema_version (slot smallint NOT NULL PRIMARY KEY CHECK (slot = 1), version bigint NOT NULL);
        INSERT INTO #schema_version (slot, version) VALUES (1, 0);

        CREATE TABLE #sessions (
            id uuid NOT NULL,
            attempt uuid NOT NULL,
            end_operation uuid,
            version bigint NOT NULL,
            created_at bigint NOT NULL,
            authenticated_at bigint NOT NULL,
            last_activity_at bigint NOT NULL,
            idle_timeout bigint NOT NULL,
            idle_check_at bigint NOT NULL,
            absolute_at bigint NOT NULL,
            rotated_at bigint NOT NULL,
            handed_out_at bigint NOT NULL,
            ended_at bigint,
            generation integer NOT NULL,
            acknowledged integer NOT NULL,
            lost_answers integer NOT NULL,
            placement smallint NOT NULL,
            derived_with smallint NOT NULL,
            rotation_cause smallint NOT NULL,
            end_reason smallint NOT NULL DEFAULT 0,
            last_change smallint NOT NULL DEFAULT 0,
            token_current bytea NOT NULL,
            token_previous bytea,
            tenant text COLLATE "C" NOT NULL,
            subject text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            ended_by text,
            PRIMARY KEY (placement, id)
        ) WITH (fillfactor = 80);
        CREATE INDEX sessions_by_subject ON #sessions (placement, subject, tenant, created_at, id);
        CREATE INDEX sessions_by_absolute ON #sessions (absolute_at) WHERE ended_at IS NULL;
        CREATE INDEX sessions_by_idle ON #sessions (idle_check_at) WHERE ended_at IS NULL;
        CREATE INDEX sessions_by_end ON #sessions (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE #payloads (
            id uuid NOT NULL,
            placement smallint NOT NULL,
            details bytea NOT NULL,
            ticket bytea NOT NULL,
            PRIMARY KEY (placement, id)
        );

        CREATE TABLE #subjects (
            placement smallint NOT NULL,
            reason smallint,
            tenant text COLLATE "C" NOT NULL,
            subject text COLLATE "C" NOT NULL,
            touched_at bigint NOT NULL,
            cut_off_at bigint,
            except_id uuid,
            PRIMARY KEY (placement, subject, tenant)
        );
        CREATE INDEX subjects_by_touch ON #subjects (touched_at);

        CREATE TABLE #cut_offs (
            scope smallint NOT NULL,
            reason smallint NOT NULL,
            tenant text COLLATE "C" NOT NULL,
            at bigint NOT NULL,
            except_id uuid,
            PRIMARY KEY (scope, tenant)
        );

        CREATE TABLE #key_rings (
            name smallint NOT NULL PRIMARY KEY,
            version bigint NOT NULL,
            protected bytea NOT NULL
        );

        CREATE TABLE #changes (
            xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            sequence bigint GENERATED ALWAYS AS IDENTITY,
            recorded_at bigint NOT NULL,
            version bigint NOT NULL DEFAULT 0,
            cut_off_at bigint,
            id uuid,
            except_id uuid,
            placement smallint NOT NULL,
            kind smallint NOT NULL,
            reason smallint NOT NULL DEFAULT 0,
            scope smallint,
            tenant text,
            subject text,
            PRIMARY KEY (xid, sequence, placement)
        );

        CREATE TABLE #changes_forgotten (
            slot smallint NOT NULL PRIMARY KEY CHECK (slot = 1),
            recorded_at bigint NOT NULL
        );
        INSERT INTO #changes_forgotten (slot, recorded_at) VALUES (1, -9223372036854775808);
        """,
    ];

    /// <summary>Every column and index of the newest version.</summary>
    public static IEnumerable<string> Expected => Tables
        .SelectMany(table => table.Value.Split(' ').Select(column => $"{table.Key}.{column}"))
        .Concat(Indexes);

    private static string[] Indexes { get; } =
    [
        "sessions_pkey", "sessions_by_subject", "sessions_by_absolute", "sessions_by_idle", "sessions_by_end", "payloads_pkey",
        "subjects_pkey", "subjects_by_touch", "cut_offs_pkey", "key_rings_pkey", "changes_pkey",
    ];

    private static Dictionary<string, string> Tables { get; } = new(StringComparer.Ordinal)
    {
        ["schema_version"] = "slot version",
        ["sessions"] =
            "id attempt end_operation version created_at authenticated_at last_activity_at idle_timeout idle_check_at absolute_at "
            + "rotated_at handed_out_at ended_at generation acknowledged lost_answers placement derived_with rotation_cause "
            + "end_reason last_change token_current token_previous tenant subject kind ended_by",
        ["payloads"] = "id placement details ticket",
        ["subjects"] = "placement reason tenant subject touched_at cut_off_at except_id",
        ["cut_offs"] = "scope reason tenant at except_id",
        ["key_rings"] = "name version protected",
        ["changes"] =
            "xid sequence recorded_at version cut_off_at id except_id placement kind reason scope tenant subject",
        ["changes_forgotten"] = "slot recorded_at",
    };
}
