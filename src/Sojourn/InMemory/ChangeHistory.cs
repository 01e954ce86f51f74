using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.InMemory;

/// <summary>The last few thousand changes, and whoever waits for more.</summary>
/// <remarks>
/// Watchers read from the shared ring at their own pace, so a slow one costs no memory: it is overtaken and told so.
/// </remarks>
internal sealed class ChangeHistory(TimeProvider time)
{
    /// <summary>How many changes are kept; a watcher further behind is interrupted.</summary>
    internal const int Capacity = 4096;

    private const int BatchLength = 64;
    private const long Foreign = -2;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);

    // All below is read and written under this lock. Change number p lives at index p % Capacity.
    private readonly Lock _gate = new();
    private readonly (DateTimeOffset RecordedAt, StoreChange Change)[] _ring = new (DateTimeOffset, StoreChange)[Capacity];
    private readonly List<ChannelWriter<bool>> _watchers = [];
    private long _last;

    /// <summary>The number of the last change that the ring has overwritten; 0 before the first.</summary>
    private long Forgotten => Math.Max(0, _last - Capacity);

    public void Add(StoreChangeKind kind, SessionRecord session) =>
        Add(new StoreChange(kind, "", session.Id, session.Version, session.Ending?.Reason ?? EndReason.None, null));

    public void Add(CutOff cutOff) =>
        Add(new StoreChange(StoreChangeKind.CutOff, "", null, 0, EndReason.None, cutOff));

    public async IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        await using var timer = time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Heartbeat, Heartbeat);
        using var registration = new Registration(this, wake.Writer);
        var cursor = StartOf(position, since);
        var reportedAt = time.GetTimestamp();
        var listening = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isForeign = cursor == Foreign;
            if (Read(ref cursor) is not { } changes)
            {
                listening = false;
                yield return Report(isForeign ? StoreChangeKind.WentBack : StoreChangeKind.Interrupted, cursor);
                continue;
            }

            foreach (var change in changes)
            {
                yield return change;
            }

            if (changes.Count == 0)
            {
                if (!listening || time.GetElapsedTime(reportedAt) >= Heartbeat)
                {
                    yield return Report(listening ? StoreChangeKind.Alive : StoreChangeKind.Listening, cursor);
                    (listening, reportedAt) = (true, time.GetTimestamp());
                }

                await wake.Reader.ReadAsync(cancellationToken);
            }
        }
    }

    private static StoreChange Report(StoreChangeKind kind, long position) =>
        new(kind, Format(position), null, 0, EndReason.None, null);

    private static string Format(long position) => position.ToString(CultureInfo.InvariantCulture);

    private void Add(StoreChange change)
    {
        lock (_gate)
        {
            _last++;
            // Store time of recording: it only answers 'since', nothing judges a session by it.
            _ring[_last % Capacity] = (time.GetUtcNow(), change with { Position = Format(_last) });
            _watchers.ForEach(watcher => watcher.TryWrite(true));
        }
    }

    /// <summary>The number to read on from; a negative one, which is always forgotten, when something may have been missed.</summary>
    private long StartOf(string? position, DateTimeOffset since)
    {
        lock (_gate)
        {
            if (position is not null)
            {
                // A number ahead of ours, or no number, is of another history: what lies between cannot be known.
                var known = long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                return known && number <= _last ? number : Foreign;
            }

            // The ring no longer says when the forgotten ones were recorded; its oldest entry is no earlier than they.
            if (Forgotten > 0 && _ring[(Forgotten + 1) % Capacity].RecordedAt >= since)
            {
                return -1;
            }

            var start = Forgotten;
            while (start < _last && _ring[(start + 1) % Capacity].RecordedAt < since)
            {
                start++;
            }

            return start;
        }
    }

    /// <summary>What follows the cursor; null when something there has been forgotten, and then the cursor skips it.</summary>
    private List<StoreChange>? Read(ref long cursor)
    {
        lock (_gate)
        {
            if (cursor < Forgotten)
            {
                cursor = Forgotten;
                return null;
            }

            var changes = new List<StoreChange>();
            while (cursor < _last && changes.Count < BatchLength)
            {
                changes.Add(_ring[++cursor % Capacity].Change);
            }

            return changes;
        }
    }

    private sealed class Registration : IDisposable
    {
        private readonly ChangeHistory _owner;
        private readonly ChannelWriter<bool> _watcher;

        public Registration(ChangeHistory owner, ChannelWriter<bool> watcher)
        {
            (_owner, _watcher) = (owner, watcher);
            lock (owner._gate)
            {
                owner._watchers.Add(watcher);
            }
        }

        public void Dispose()
        {
            lock (_owner._gate)
            {
                _owner._watchers.Remove(_watcher);
            }
        }
    }
}
