using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <summary>Keeps sessions in one SQLite file, which several processes of one machine may share.</summary>
/// <remarks>
/// The file is opened, and migrated, at first use; a failure to do so is the failure of that operation, and the next one tries
/// again. What was acknowledged survives a killed process, and by default a power failure. An end is seen by the watchers of
/// this process at once and by those of others within the poll interval.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/stores.md">Stores</seealso>
public sealed partial class SqliteSojournStore
    : ISojournStore, ICutOffStore, IKeyRingStore, IStoreChangeFeed, IAsyncDisposable, IDisposable
{
    private readonly SqliteConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly SqliteDatabase _database;
    private readonly ChangeWatchers _watchers = new();

    /// <summary>Prepares a store; nothing is opened yet.</summary>
    /// <param name="options">Where the sessions are kept. Later changes to the object have no effect.</param>
    /// <param name="time">Store time, and the pace of the change feed.</param>
    /// <param name="logger">Hears of migrations and of unsafe settings; null for nobody.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every fault.</exception>
    public SqliteSojournStore(SqliteStoreOptions options, TimeProvider time, ILogger<SqliteSojournStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _configuration = new SqliteConfiguration(options);
        _time = time;
        _database = new SqliteDatabase(
            _configuration, new SqliteStoreLog(logger ?? NullLogger<SqliteSojournStore>.Instance));
    }

    /// <inheritdoc/>
    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        const string Find =
            $"""
             SELECT s.*, c.at, c.except_id, c.reason
             FROM (SELECT {SessionRow.Columns} FROM sessions WHERE id = $id) AS s
             LEFT JOIN cut_offs AS c ON c.scope = 0 AND c.tenant = s.tenant AND c.subject = s.subject
             """;
        return _database.ReadAsync(
            nameof(FindAsync),
            lane => lane.Prepare(Find).Bind("$id", id.ToColumn()).Single(row =>
            {
                var session = SessionRow.Read(row);
                return new FoundSession(session, ReadSubjectCutOff(row, SessionRow.Width, session));
            }),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        var cursor = ListCursor.Parse(after) ?? new ListCursor(DateTimeOffset.MaxValue, default);
        const string List =
            $"""
             SELECT {SessionRow.ListedColumns} FROM sessions
             WHERE subject = $subject AND tenant = $tenant AND (created_at, id) < ($created_at, $id)
             AND ($include_ended OR ended_at IS NULL) AND ($except IS NULL OR id <> $except)
             ORDER BY created_at DESC, id DESC LIMIT $most
             """;
        return _database.ReadAsync(nameof(ListAsync), Page, cancellationToken);

        SessionPage Page(SqliteLane lane)
        {
            // One more than asked for tells whether there is a next page.
            var rows = BindSelection(lane.Prepare(List), selection)
                .Bind("$created_at", cursor.CreatedAt.ToColumn())
                .Bind("$id", cursor.Id.ToColumn())
                .Bind("$include_ended", selection.IncludeEnded ? 1 : 0)
                .Bind("$most", (long)most + 1)
                .Rows(SessionRow.Read);
            var page = rows.Take(most).ToList();
            return new SessionPage(page, rows.Count > most ? ListCursor.After(page[^1]).ToString() : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>Waits for the running write and closes the file; watchers end with <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>When the file is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _watchers.Wake();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        _database.Dispose();
        _watchers.Wake();
    }

    private static SqliteStatement BindSelection(SqliteStatement statement, SubjectSessions selection) => statement
        .Bind("$subject", selection.Subject.Value)
        .Bind("$tenant", selection.Tenant.ToColumn())
        .Bind("$except", selection.Except?.ToColumn());

    /// <summary>Runs a write and, when it has told the feed something, wakes this process's watchers.</summary>
    private async ValueTask<T> WriteAsync<T>(
        string operation, Func<SqliteLane, T> step, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(operation, step, cancellationToken);
        _watchers.Wake();
        return result;
    }
}
