using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

/// <summary>Follows the store's change feed into this node's memory. Applied idempotently, by version, in any order.</summary>
/// <remarks>One follower per node runs at a time; <see cref="_position"/> is its own.</remarks>
internal sealed class ChangeFollower(
    IStoreChangeFeed feed, CutOffReader cutOffReader, NodeMemory memory, CutOffs cutOffs, LostChanges lost)
{
    private string? _position;

    /// <summary>Follows until it is cancelled or the engine fails; call it again to read on from where it stood.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // From before the start: a lease that was issued then may speak of a session that has ended meanwhile.
        var since = memory.Known.LeasesReachBackTo;
        try
        {
            while (await StepsBackAsync(since, cancellationToken))
            {
                // The store does not know where this node stood: once more, from where it stood earlier.
            }
        }
        finally
        {
            memory.FeedLost();
        }
    }

    /// <returns>True when the feed is to be read from an earlier position; otherwise it does not return.</returns>
    private async Task<bool> StepsBackAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var isContinuation = _position is not null;
        await foreach (var change in feed.WatchAsync(_position, since, cancellationToken))
        {
            if (change.Kind == StoreChangeKind.WentBack && isContinuation && lost.StepBack() is { } earlier)
            {
                _position = earlier;
                return true;
            }

            if (change.Kind == StoreChangeKind.Listening)
            {
                // What was missed of sessions is read again with each of them; a tenant's or everyone's cut-off is
                // on no record, so one that fell into a gap would otherwise never be known here.
                await cutOffReader.ReadAsync(cancellationToken);
                memory.FeedCaughtUp(since, isContinuation);
                lost.CaughtUp();
                isContinuation = true;
            }

            Apply(change);
            _position = change.Position;
            if (change.Kind is StoreChangeKind.Listening or StoreChangeKind.Alive)
            {
                // Here all from before has been told, so whether the store knows this position says something of all of it.
                lost.StandsAt(change.Position);
            }
        }

        return false;
    }

    private void Apply(StoreChange change)
    {
        switch (change)
        {
            case { Kind: StoreChangeKind.Listening or StoreChangeKind.Alive }:
                memory.FeedAlive();
                break;
            case { Kind: StoreChangeKind.Ended, Id: { } id }:
                lost.Echoes.Heard(id);
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
