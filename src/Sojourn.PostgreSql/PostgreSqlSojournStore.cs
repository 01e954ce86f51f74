using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>Keeps sessions in PostgreSQL, for as many nodes as reach the primary.</summary>
/// <remarks>
/// Every operation is one round trip and one transaction. The database is looked at when it is first used; a failure to do so is
/// the failure of that operation, and the next one tries again. What was acknowledged survives whatever the server's
/// <c>synchronous_commit</c> survives.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/operate/postgresql.md">PostgreSQL</seealso>
public sealed partial class PostgreSqlSojournStore
    : ISojournStore, ICutOffStore, IKeyRingStore, IStoreChangeFeed, IAsyncDisposable, IDisposable
{
    private readonly PostgreSqlConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly PostgreSqlStoreLog _log;
    private readonly PostgreSqlDatabase _database;

    /// <summary>Prepares a store on a connection string, with connections of its own; nothing is opened yet.</summary>
    /// <param name="options">Where the sessions are kept. Later changes to the object have no effect.</param>
    /// <param name="time">The pace of the change feed. Store time is the server's.</param>
    /// <param name="logger">Hears of migrations and of unsafe settings; null for nobody.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every fault.</exception>
    public PostgreSqlSojournStore(
        PostgreSqlStoreOptions options, TimeProvider time, ILogger<PostgreSqlSojournStore>? logger = null)
        : this(null, options, time, logger, options?.ConnectionString)
    {
    }

    /// <summary>Prepares a store on a data source that the caller keeps and disposes; nothing is opened yet.</summary>
    /// <param name="source">How to reach the primary.</param>
    /// <param name="options">The rest; the connection string is not used. Later changes to the object have no effect.</param>
    /// <param name="time">The pace of the change feed. Store time is the server's.</param>
    /// <param name="logger">Hears of migrations and of unsafe settings; null for nobody.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every fault.</exception>
    public PostgreSqlSojournStore(
        NpgsqlDataSource source,
        PostgreSqlStoreOptions options,
        TimeProvider time,
        ILogger<PostgreSqlSojournStore>? logger = null)
        : this(source ?? throw new ArgumentNullException(nameof(source)), options, time, logger, null)
    {
    }

    private PostgreSqlSojournStore(
        NpgsqlDataSource? source, PostgreSqlStoreOptions options, TimeProvider time, ILogger? logger, string? connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _configuration = new PostgreSqlConfiguration(options, needsConnectionString: source is null);
        _time = time;
        _log = new PostgreSqlStoreLog(logger ?? NullLogger.Instance);
        _database = new PostgreSqlDatabase(source, connectionString, _configuration, _log);
    }

    /// <inheritdoc/>
    public async ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        const string Find =
            $"""
             SELECT {SessionRow.Columns}, p.details, p.ticket, c.cut_off_at, c.except_id, c.reason
             FROM #sessions AS s
             JOIN #payloads AS p ON p.placement = s.placement AND p.id = s.id
             LEFT JOIN #subjects AS c
                 ON c.placement = s.placement AND c.subject = s.subject AND c.tenant = s.tenant AND c.cut_off_at IS NOT NULL
             WHERE s.placement = @placement AND s.id = @id
             """;
        var found = await _database.RowsAsync(
            nameof(FindAsync),
            _database.Call(Find).BindId(id),
            row =>
            {
                var session = SessionRow.Read(row);
                return new FoundSession(session, ReadSubjectCutOff(row, SessionRow.Width, session));
            },
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <inheritdoc/>
    public async ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        var cursor = ListCursor.Parse(after) ?? new ListCursor(DateTimeOffset.MaxValue, default);
        const string List =
            $"""
             SELECT {SessionRow.Columns}, p.details, ''::bytea
             FROM (
                 SELECT * FROM #sessions
                 WHERE placement = @placement AND subject = @subject AND tenant = @tenant
                 AND (created_at, id) < (@created_at, @id)
                 AND (@include_ended OR ended_at IS NULL) AND (@except IS NULL OR id <> @except)
                 ORDER BY created_at DESC, id DESC LIMIT @most) AS s
             JOIN #payloads AS p ON p.placement = s.placement AND p.id = s.id
             ORDER BY s.created_at DESC, s.id DESC
             """;
        // One more than asked for tells whether there is a next page.
        var rows = await _database.RowsAsync(
            nameof(ListAsync),
            BindSelection(_database.Call(List), selection)
                .Bind("created_at", cursor.CreatedAt.ToColumn())
                .Bind("id", cursor.Id.Value)
                .Bind("include_ended", selection.IncludeEnded)
                .Bind("most", (long)most + 1),
            SessionRow.Read,
            cancellationToken);
        var page = rows.Take(most).ToList();
        return new SessionPage(page, rows.Count > most ? ListCursor.After(page[^1]).ToString() : null);
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken)
    {
        var now = await _database.RowsAsync(
            nameof(GetTimeAsync), _database.Call("SELECT $now"), row => row.Instant(0), cancellationToken);
        return now[0];
    }

    /// <summary>Closes the connections that are the store's own; running calls end, and watchers with them.</summary>
    /// <returns>When they are closed.</returns>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => _database.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static PostgreSqlCall BindSelection(PostgreSqlCall call, SubjectSessions selection) => call
        .Bind("placement", (short)SessionId.PlacementOf(selection.Tenant, selection.Subject))
        .Bind("subject", selection.Subject.ToColumn())
        .Bind("tenant", selection.Tenant.ToColumn())
        .Bind("except", selection.Except?.Value);
}
