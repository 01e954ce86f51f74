using Microsoft.Extensions.Logging;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

// A store that has lost changes which it had told of (a copy took over that was behind, or a backup was restored):
//
//   1  the follower goes back to where the store still agrees. If this node remembers everything since then, whatever was
//      lost is here, and is written again
//   2  if it would have to go back further, what was lost may be forgotten everywhere: sign-ins from before this moment are
//      suspended, on all nodes and those that start later, until an operator cuts everyone off
//   3  what this node wrote and nobody was told of, the feed cannot miss: an end that does not come back by it is written again
//
// In memory 1 and 2 hold at once; the store is told by a loop that repeats it until it went through.

/// <summary>Decides what a node does about changes that the store has lost.</summary>
/// <remarks>The follower's loop notes here and another one takes what is to be written.</remarks>
internal sealed partial class LostChanges(
    NodeMemory memory, CutOffs cutOffs, Echoes echoes, StoreClock clock, SessionPolicy policy, ILogger<LostChanges> logger)
{
    private readonly FeedTrail _trail = new(policy.KnownFor / FeedTrail.Parts);

    private DateTimeOffset? _rememberedSince;
    private CutOff? _unwritten;
    private int _isDue;

    public Echoes Echoes => echoes;

    /// <summary>The suspension that the store has not been told yet, or null.</summary>
    public CutOff? UnwrittenSuspension => Volatile.Read(ref _unwritten);

    /// <summary>Notes where the follower stands.</summary>
    public void StandsAt(string position)
    {
        if (_rememberedSince is null)
        {
            _trail.Note(position, clock.Now);
        }
    }

    /// <summary>The feed says that the store does not know a position of its own any more.</summary>
    /// <returns>An earlier position to try, or null: then the follower goes on with whatever the store still has.</returns>
    public string? StepBack()
    {
        // Asked before the memory counts as broken, and once: the further steps back belong to the same loss.
        _rememberedSince ??= memory.RemembersAllSince;
        memory.FeedBroken();
        if (_trail.StepBack(_rememberedSince.Value) is { } earlier) // 1
        {
            return earlier;
        }

        var suspension = new CutOff( // 2
            CutOffScope.Suspension, Subject: null, Tenant: null, clock.Now, Except: null, EndReason.CutOff);
        cutOffs.Add(suspension);
        memory.CutOff(suspension);
        Volatile.Write(ref _unwritten, suspension);
        Log.Suspended(logger, suspension.At);
        return null;
    }

    /// <summary>The feed has caught up: after a loss, what this node remembers is to be written again.</summary>
    public void CaughtUp()
    {
        if (_rememberedSince is not null)
        {
            _rememberedSince = null;
            Due();
        }
    }

    public void Due() => Volatile.Write(ref _isDue, 1);

    /// <summary>Whether what this node remembers is to be written again; whoever takes it does, or says <see cref="Due"/>.</summary>
    public bool TakeDue() => Interlocked.Exchange(ref _isDue, 0) != 0;

    /// <summary>The store was told.</summary>
    public void Wrote(CutOff suspension) => Interlocked.CompareExchange(ref _unwritten, null, suspension);

    private static partial class Log
    {
        [LoggerMessage(1602, LogLevel.Error, "The store has lost more changes than this node remembers: sign-ins from before {SuspendedAt} are refused with 503 until a cut-off is set for everyone")]
        public static partial void Suspended(ILogger logger, DateTimeOffset suspendedAt);
    }
}
