using System.Collections.Immutable;
using System.Threading.Channels;

namespace Sojourn.Sqlite;

/// <summary>Those who watch the feed in this process, so that its own changes reach them without a poll.</summary>
internal sealed class ChangeWatchers
{
    // Replaced as a whole by an atomic exchange. A writer that sees a stale list misses a watcher that is only registering,
    // and that one reads the file after it has registered.
    private ImmutableArray<ChannelWriter<bool>> _watchers = [];

    public void Add(ChannelWriter<bool> watcher) =>
        ImmutableInterlocked.Update(ref _watchers, (watchers, added) => watchers.Add(added), watcher);

    public void Remove(ChannelWriter<bool> watcher) =>
        ImmutableInterlocked.Update(ref _watchers, (watchers, removed) => watchers.Remove(removed), watcher);

    public void Wake()
    {
        foreach (var watcher in _watchers)
        {
            watcher.TryWrite(true);
        }
    }
}
