using System.Collections.Concurrent;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>Reads records for validations: one read per session, however many requests wait for it.</summary>
/// <remarks>
/// <para>
/// A request joins a read that began before it only if it would believe an entry of that age, and only if nothing of that
/// session was invalidated here since: otherwise a request that comes after an end would be let in by a read from before it.
/// Who demands certainty joins nothing and asks for the cut-offs as well: a subject's comes with the record, a tenant's and
/// everyone's by the feed or a few seconds late.
/// </para>
/// <para>No read is tied to one caller: whoever gives up stops waiting, and the others get their answer.</para>
/// </remarks>
internal sealed class SharedReads(
    ISojournStore store, CutOffReader cutOffReader, NearCache cache, GoneSessions gone, StoreClock clock, SessionPolicy policy)
{
    private readonly ConcurrentDictionary<SessionId, SharedRead> _underWay = new();

    /// <exception cref="SessionStoreException">The engine failed; everybody who waits is told.</exception>
    public async ValueTask<RecordAnswer> FindAsync(
        SessionId id, ValidationDemands demands, CancellationToken cancellationToken)
    {
        if ((demands & ValidationDemands.AskStore) != ValidationDemands.None)
        {
            await cutOffReader.ReadAsync(cancellationToken);
            var askedAt = clock.Now;
            return new RecordAnswer(await store.FindAsync(id, cancellationToken), askedAt);
        }

        return gone.TryFind(id, clock.Now, out var answer)
            ? answer
            : await Join(id).Answer.WaitAsync(cancellationToken);
    }

    private SharedRead Join(SessionId id)
    {
        var mine = new SharedRead(this, id, cache.BeginFill(id), clock.Now);
        while (true)
        {
            var present = _underWay.GetOrAdd(id, mine);
            if (ReferenceEquals(present, mine) || IsRecent(present, mine))
            {
                return present;
            }

            if (_underWay.TryUpdate(id, mine, present))
            {
                return mine;
            }
        }
    }

    private bool IsRecent(SharedRead present, SharedRead mine)
    {
        var age = mine.AskedAt - present.AskedAt;
        return present.Begun == mine.Begun && age >= TimeSpan.Zero && age < policy.StalenessBound;
    }

    private async Task<RecordAnswer> ReadAsync(SharedRead read)
    {
        try
        {
            var answer = new RecordAnswer(await store.FindAsync(read.Id, CancellationToken.None), read.AskedAt);
            gone.Remember(read.Id, answer);
            return answer;
        }
        finally
        {
            _underWay.TryRemove(KeyValuePair.Create(read.Id, read));
        }
    }

    /// <summary>One read, begun by the first who asks for its answer.</summary>
    private sealed class SharedRead
    {
        private readonly Lazy<Task<RecordAnswer>> _answer;

        public SharedRead(SharedReads reads, SessionId id, int begun, DateTimeOffset askedAt)
        {
            (Id, Begun, AskedAt) = (id, begun, askedAt);
            _answer = new Lazy<Task<RecordAnswer>>(() => reads.ReadAsync(this));
        }

        public SessionId Id { get; }

        /// <summary>What the near cache had invalidated beside the session when the read began.</summary>
        public int Begun { get; }

        public DateTimeOffset AskedAt { get; }

        public Task<RecordAnswer> Answer => _answer.Value;
    }
}
