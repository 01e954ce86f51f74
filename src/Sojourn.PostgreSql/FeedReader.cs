using System.Globalization;
using Npgsql;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>One watcher's connection. When it is cut, the reader takes another one and reads on; only a second failure is told.</summary>
/// <remarks>Used by one watcher, one call at a time.</remarks>
internal sealed class FeedReader(PostgreSqlDatabase database, TimeProvider time, PostgreSqlStoreLog log) : IAsyncDisposable
{
    // How long a write may take between stamping its report and being seen by others; its statement is bounded, its commit not
    // quite (a standby may be waited for). Retention is at least twice as long.
    private const long MostDelay = 60_000;

    // How far back a new connection reads again. What a crash can lose was not yet written to the log: a fraction of a second.
    private const long ReadAgain = 10_000;

    private const string Operation = nameof(IStoreChangeFeed.WatchAsync);

    private NpgsqlConnection? _connection;

    // Where a read of several pages stands: its end, with the last row told as the anchor. Null between reads.
    private FeedPosition? _next;

    // From which instant on the running read repeats what may have been told.
    private long _again = long.MaxValue;

    /// <summary>Everything that a reader at a position has not seen.</summary>
    public async ValueTask<FeedPage> ReadAsync(FeedPosition position, long? since, CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            try
            {
                return await ReadAsync(_connection, position, since, _again, cancellationToken);
            }
            catch (SessionStoreException failure) when (failure.InnerException is NpgsqlException)
            {
                await DisposeAsync();
                log.FeedReconnected();
            }
        }

        _connection = await database.ConnectAsync(Operation, cancellationToken);
        _next = null;
        _again = position.ReadAt == long.MinValue ? long.MaxValue : position.ReadAt - ReadAgain;
        return await ReadAsync(_connection, position, since, _again, cancellationToken);
    }

    /// <summary>Waits to be woken, at most one poll interval.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var interval = database.Configuration.ChangePollInterval;
        if (!database.Configuration.Listen || _connection is null)
        {
            await Task.Delay(interval, time, cancellationToken);
            return;
        }

        try
        {
            await _connection.WaitAsync(interval, cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            // Cut off while waiting: the next read takes another connection, or tells.
            await DisposeAsync();
            log.FeedReconnected();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private static FeedGap GapBehind(FeedRow head, FeedPosition position, long? since)
    {
        if (position.ReadAt == long.MinValue)
        {
            return head.ForgottenAt >= (since ?? long.MaxValue) ? FeedGap.Forgotten : FeedGap.None;
        }

        return head.WentBack || (!head.IsAnchored && head.ForgottenAt < position.AnchorAt) ? FeedGap.WentBack
            : head.ForgottenAt >= position.ReadAt - MostDelay ? FeedGap.Forgotten
            : FeedGap.None;
    }

    private async ValueTask<FeedPage> ReadAsync(
        NpgsqlConnection connection, FeedPosition position, long? since, long again, CancellationToken cancellationToken)
    {
        var call = Bind(position, since, again)
            .Bind("page_xid", Text(_next?.AnchorXid ?? 0))
            .Bind("page_sequence", _next?.AnchorSequence ?? 0)
            .Bind("upto", _next?.Snapshot);
        var rows = await database.RowsAsync(Operation, connection, call, FeedRow.Read, cancellationToken);
        var head = rows[0];
        if (GapBehind(head, position, since) is var gap and not FeedGap.None)
        {
            _next = null;
            return new FeedPage([], FeedPosition.Start, gap, IsLast: true);
        }

        var next = _next ?? position with { ReadAt = head.ReadAt, Snapshot = head.Snapshot };
        var told = rows.Select(row => row.Change).OfType<FeedRow.Told>().ToList();
        if (told.Count > 0)
        {
            next = next with { AnchorXid = told[^1].Xid, AnchorSequence = told[^1].Sequence, AnchorAt = told[^1].RecordedAt };
        }

        // Whoever reads on from within a page is told the page again: only with the last change has all been told that the
        // snapshot could see. That one says so at once, or whoever is cut off here could not tell a server that lost it.
        List<StoreChange> changes = [.. told.Select(row => row.Change with { Position = position.ToString() })];
        var isLast = told.Count < FeedRow.PageLength;
        if (isLast && changes.Count > 0)
        {
            changes[^1] = changes[^1] with { Position = next.ToString() };
        }

        _next = isLast ? null : next;
        _again = isLast ? long.MaxValue : again;
        return new FeedPage(changes, isLast ? next : position, FeedGap.None, isLast);
    }

    private PostgreSqlCall Bind(FeedPosition position, long? since, long again) => database.Call(FeedRow.Select)
        .Bind("seen", position.Snapshot)
        // What is read again may have any number.
        .Bind("lowest", again == long.MaxValue ? Text(position.Lowest) : "0")
        .Bind("since", since ?? long.MinValue)
        .Bind("again", again)
        .Bind("anchor_xid", Text(position.AnchorXid))
        .Bind("anchor_sequence", position.AnchorSequence)
        .Bind("anchor_at", position.AnchorAt)
        .Bind("most", (long)FeedRow.PageLength);

    private static string Text(ulong xid) => xid.ToString(CultureInfo.InvariantCulture);
}
