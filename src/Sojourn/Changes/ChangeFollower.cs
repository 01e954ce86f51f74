using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

/// <summary>Follows the store's change feed into this node's memory. Applied idempotently, by version, in any order.</summary>
/// <remarks>One follower per node runs at a time; <see cref="_position"/> is its own.</remarks>
internal sealed class ChangeFollower(
    IStoreChangeFeed feed, ICutOffStore cutOffStore, NodeMemory memory, CutOffs cutOffs, StoreClock clock,
    SessionPolicy policy)
{
    private string? _position;

    /// <summary>Follows until it is cancelled or the engine fails; call it again to read on from where it stood.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // From before the start: a lease that was issued then may speak of a session that has ended meanwhile.
        var since = clock.Now - policy.LongestLease;
        var isContinuation = _position is not null;
        try
        {
            await foreach (var change in feed.WatchAsync(_position, since, cancellationToken))
            {
                if (change.Kind == StoreChangeKind.Listening)
                {
                    // What was missed of sessions is read again with each of them; a tenant's or everyone's cut-off is
                    // on no record, so one that fell into a gap would otherwise never be known here.
                    await cutOffs.LoadAsync(cutOffStore, DateTimeOffset.MinValue, cancellationToken);
                }

                if (change.Kind == StoreChangeKind.Listening)
                {
                    memory.FeedCaughtUp(since, isContinuation);
                    isContinuation = true;
                }

                Apply(change);
                _position = change.Position;
            }
        }
        finally
        {
            memory.FeedLost();
        }
    }

    private void Apply(StoreChange change)
    {
        switch (change)
        {
            case { Kind: StoreChangeKind.Listening or StoreChangeKind.Alive }:
                memory.FeedAlive();
                break;
            case { Kind: StoreChangeKind.Ended, Id: { } id }:
                memory.Ended(id, change.Reason);
                break;
            case { Kind: StoreChangeKind.Rotated or StoreChangeKind.Changed, Id: { } id }:
                memory.ChangedElsewhere(id, change.Version);
                break;
            case { Kind: StoreChangeKind.CutOff, CutOff: { } cutOff }:
                cutOffs.Add(cutOff);
                memory.CutOff(cutOff);
                break;
            default:
                memory.FeedBroken();
                break;
        }
    }
}
