using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <content>
/// The change feed. A report is a row of <c>changes</c>, written in the transaction of what it reports; SQLite has one writer
/// at a time, so positions are in the order of commits and nothing appears behind a watcher. A watcher has a connection of
/// its own, on which <c>PRAGMA data_version</c> tells, without reading the file, that another connection has committed.
/// </content>
public sealed partial class SqliteSojournStore
{
    private const int BatchLength = 256;

    private const string TellChange =
        """
        INSERT INTO changes (recorded_at, kind, id, version, reason, scope, tenant, subject, cut_off_at, except_id)
        VALUES ($recorded_at, $kind, $id, $version, $reason, $scope, $tenant, $subject, $cut_off_at, $except)
        """;

    private const string SelectChanges =
        """
        SELECT position, kind, id, version, reason, scope, tenant, subject, cut_off_at, except_id
        FROM changes WHERE position > $position ORDER BY position LIMIT $most
        """;

    // The last position ever given is in sqlite_sequence, also after the rows were forgotten.
    private const string SelectBounds =
        """
        SELECT f.position, f.recorded_at, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'changes'), 0)
        FROM changes_forgotten AS f
        """;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lane = await _database.OpenLaneAsync(nameof(WatchAsync), cancellationToken);
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var registration = new WatcherRegistration(_watchers, wake.Writer);
        await using var timer = _time.CreateTimer(
            _ => wake.Writer.TryWrite(true), null, _configuration.ChangePollInterval, _configuration.ChangePollInterval);

        var cursor = _database.Step(nameof(WatchAsync), lane, reader => StartOf(reader, position, since));
        var reportedAt = _time.GetTimestamp();
        var listening = false;
        var seen = -1L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = _database.Step(nameof(WatchAsync), lane, reader => Read(reader, cursor, seen));
            (cursor, seen) = (batch.Cursor, batch.DataVersion);
            if (batch.Missed)
            {
                listening = false;
                yield return Report(batch.WentBack ? StoreChangeKind.WentBack : StoreChangeKind.Interrupted, cursor);
                continue;
            }

            foreach (var change in batch.Changes)
            {
                yield return change;
            }

            if (batch.Changes.Count == 0)
            {
                if (!listening || _time.GetElapsedTime(reportedAt) >= Heartbeat)
                {
                    yield return Report(listening ? StoreChangeKind.Alive : StoreChangeKind.Listening, cursor);
                    (listening, reportedAt) = (true, _time.GetTimestamp());
                }

                await wake.Reader.ReadAsync(cancellationToken);
            }
        }
    }

    private static StoreChange Report(StoreChangeKind kind, long position) =>
        new(kind, position.ToString(CultureInfo.InvariantCulture), null, 0, EndReason.None, null);

    /// <summary>
    /// The position to read on from; -1, which is always forgotten, when something may have been missed, and more than any
    /// number for a text of another history.
    /// </summary>
    private static long StartOf(SqliteLane lane, string? position, DateTimeOffset since)
    {
        var bounds = ReadBounds(lane);
        if (position is not null)
        {
            // A number ahead of the file's, or no number, is of another history: a restored file, or another store.
            var known = long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            return known ? number : long.MaxValue;
        }

        return bounds.ForgottenAt >= since.ToColumn()
            ? -1
            : lane.Prepare("SELECT coalesce(min(position) - 1, $last) FROM changes WHERE recorded_at >= $since")
                .Bind("$last", bounds.Last)
                .Bind("$since", since.ToColumn())
                .Single(row => row.GetInt64(0));
    }

    private static ChangeBatch Read(SqliteLane lane, long cursor, long seen)
    {
        // Asked before the rows are read: what is committed in between is then seen twice rather than not at all.
        var version = lane.Scalar("PRAGMA data_version");
        if (version == seen)
        {
            return new ChangeBatch([], cursor, version);
        }

        var changes = lane.Prepare(SelectChanges)
            .Bind("$position", cursor)
            .Bind("$most", BatchLength)
            .Rows(ReadChange);
        // Asked after the rows were read: rows that are forgotten later than that were still among them.
        var bounds = ReadBounds(lane);
        if (cursor < bounds.Forgotten || cursor > bounds.Last)
        {
            return new ChangeBatch([], bounds.Forgotten, -1) { Missed = true, WentBack = cursor > bounds.Last };
        }

        var last = changes.Count == 0
            ? cursor
            : long.Parse(changes[^1].Position, NumberStyles.None, CultureInfo.InvariantCulture);
        // A full batch may have more behind it: look again although nothing new is committed.
        return new ChangeBatch(changes, last, changes.Count == BatchLength ? -1 : version);
    }

    private static ChangeBounds ReadBounds(SqliteLane lane) =>
        lane.Prepare(SelectBounds)
            .Single(row => new ChangeBounds(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))!;

    private static StoreChange ReadChange(SqliteDataReader row)
    {
        var reason = row.Known<EndReason>(4);
        var cutOff = row.IsDBNull(5) ? null : ReadCutOff(row, 5, reason);
        return new StoreChange(
            row.Known<StoreChangeKind>(1),
            row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
            row.IsDBNull(2) ? null : row.Id(2),
            row.GetInt64(3),
            cutOff is null ? reason : EndReason.None,
            cutOff);
    }

    private void Tell(SqliteLane lane, StoreChangeKind kind, SessionId id, long version, EndReason reason) =>
        Tell(lane, kind, id, version, reason, null);

    private void Tell(SqliteLane lane, CutOff cutOff) =>
        Tell(lane, StoreChangeKind.CutOff, null, 0, cutOff.Reason, cutOff);

    private void Tell(
        SqliteLane lane, StoreChangeKind kind, SessionId? id, long version, EndReason reason, CutOff? cutOff) =>
        lane.Prepare(TellChange)
            // Store time of recording: it answers 'since' and what to forget; nothing judges a session by it.
            .Bind("$recorded_at", _time.GetUtcNow().ToColumn())
            .Bind("$kind", (int)kind)
            .Bind("$id", id?.ToColumn())
            .Bind("$version", version)
            .Bind("$reason", (int)reason)
            .Bind("$scope", cutOff is null ? null : (int)cutOff.Scope)
            .Bind("$tenant", cutOff is null ? null : cutOff.Tenant.ToColumn())
            .Bind("$subject", cutOff is null ? null : cutOff.Subject?.Value ?? "")
            .Bind("$cut_off_at", cutOff?.At.ToColumn())
            .Bind("$except", cutOff?.Except?.ToColumn())
            .Execute();

    private sealed record ChangeBounds(long Forgotten, long ForgottenAt, long Last);

    private sealed record ChangeBatch(IReadOnlyList<StoreChange> Changes, long Cursor, long DataVersion)
    {
        public bool Missed { get; init; }

        public bool WentBack { get; init; }
    }

    private sealed class WatcherRegistration : IDisposable
    {
        private readonly ChangeWatchers _watchers;
        private readonly ChannelWriter<bool> _wake;

        public WatcherRegistration(ChangeWatchers watchers, ChannelWriter<bool> wake)
        {
            (_watchers, _wake) = (watchers, wake);
            watchers.Add(wake);
        }

        public void Dispose() => _watchers.Remove(_wake);
    }
}
