using System.Runtime.CompilerServices;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>
/// The change feed. A report is a row of <c>changes</c>, written in the statement of what it reports. A watcher has a connection
/// of its own, reads what its last read could not see, and is woken by <c>NOTIFY</c> or looks again after the poll interval.
/// </content>
public sealed partial class PostgreSqlSojournStore
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = new FeedReader(_database, _time, _log);
        var from = position is null ? since.ToColumn() : (long?)null;
        var cursor = position is null ? FeedPosition.Start : FeedPosition.Parse(position);
        var reportedAt = _time.GetTimestamp();
        var listening = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // No position of this store's is one of another history: everything kept is told again behind the interruption.
            var page = cursor is null
                ? new FeedPage([], FeedPosition.Start, FeedGap.WentBack, IsLast: true)
                : await reader.ReadAsync(cursor, from, cancellationToken);
            cursor = page.Position;
            if (page.Gap != FeedGap.None)
            {
                (from, listening) = (null, false);
                yield return Report(KindOf(page.Gap), cursor);
                continue;
            }

            foreach (var change in page.Changes)
            {
                yield return change;
            }

            if (!page.IsLast)
            {
                continue;
            }

            from = null;
            if (!listening || _time.GetElapsedTime(reportedAt) >= Heartbeat)
            {
                yield return Report(listening ? StoreChangeKind.Alive : StoreChangeKind.Listening, cursor);
                (listening, reportedAt) = (true, _time.GetTimestamp());
            }

            await reader.WaitAsync(cancellationToken);
        }
    }

    private static StoreChangeKind KindOf(FeedGap gap) =>
        gap == FeedGap.WentBack ? StoreChangeKind.WentBack : StoreChangeKind.Interrupted;

    private static StoreChange Report(StoreChangeKind kind, FeedPosition position) =>
        new(kind, position.ToString(), null, 0, EndReason.None, null);
}
