using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>
/// Keeps sessions: eight operations and a clock, each one atomic step. The conformance suites test every sentence here.
/// </summary>
/// <remarks>
/// <para>
/// Two lanes write: <see cref="ChangeAsync"/> is conditional on <em>live</em> and on the version, and advances it;
/// <see cref="RenewAsync"/> is conditional on <em>live</em> only, takes maxima, and neither reads nor moves the version.
/// <see cref="EndAsync"/> is final. Only <see cref="CreateAsync"/> inserts, so nothing in flight can bring a session back.
/// </para>
/// <para>
/// No operation reads a clock: every instant is an argument, on store time, UTC, whole milliseconds. Cancellation stops
/// waiting, not the write. A record past its deadlines is still <em>live</em> to a store until somebody ends it.
/// Implementations are safe for concurrent use by many threads and, where the engine is shared, many processes.
/// </para>
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/stores.md">Stores</seealso>
public interface ISojournStore
{
    /// <summary>Inserts a new record and enforces the limit in the same step; it never overwrites.</summary>
    /// <param name="session">A live record: version 1, no ending, a subject, a kind of 1 to 32 characters.</param>
    /// <param name="limit">How many sessions of this tenant, subject and kind may live afterwards; null = any number.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>
    /// Created, with the sessions displaced; AlreadyExists for an id on record, live or ended (concurrently inserted ones
    /// included: one caller wins); LimitReached when the limit refuses. The limit counts live records after the insert,
    /// ignores ended ones, and displaces those with the earliest last activity, ended as <c>limit</c> at the new
    /// record's creation instant with a version advanced by one.
    /// </returns>
    /// <exception cref="ArgumentException">The record is malformed: no subject, an ending, another version.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken);

    /// <summary>Reads one record from the primary, with its subject's cut-off, in one round trip.</summary>
    /// <param name="id">The session.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The record, live, past its deadlines, or ended; null when it never existed or was swept.</returns>
    /// <exception cref="SessionStoreException">The engine failed, or the record was written by an unknown version.</exception>
    ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Takes the maximum of each reported value and the record's, for live records only.</summary>
    /// <param name="renewals">Sorted by id, each id at most once.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>
    /// How many of the records were live. Absent and ended ones are passed over: a renewal never creates, never revives,
    /// and never moves the version. Values below the record's leave it as it is.
    /// </returns>
    /// <exception cref="SessionStoreException">The engine failed; the batch may be repeated.</exception>
    ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken);

    /// <summary>Applies all of a change if the record is live and has the expected version.</summary>
    /// <param name="id">The session.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>
    /// Applied with the record afterwards, its version advanced by one; Conflict, Ended or NotFound with the record as it
    /// stands (null if absent) and nothing changed. Of two concurrent changes that expect one version, one is applied.
    /// </returns>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken);

    /// <summary>Ends a session for good; the record stays as a tombstone with its version advanced by one.</summary>
    /// <param name="id">The session.</param>
    /// <param name="ending">The reason, instant, actor and operation.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>
    /// Applied for exactly one caller ever, concurrent ones included. Later callers get the ending on record. A null ending
    /// means absent, or that <see cref="SessionEnding.OnlyIfIdleSince"/> lies before the last activity: nothing changed.
    /// </returns>
    /// <exception cref="ArgumentException">The reason is <see cref="EndReason.None"/>.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken);

    /// <summary>Ends at most <paramref name="most"/> live sessions of a subject; repeat while there are more.</summary>
    /// <param name="selection">Whose, and which to spare.</param>
    /// <param name="ending">The ending; <see cref="SessionEnding.OnlyIfIdleSince"/> is not used here.</param>
    /// <param name="most">At least 1.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>The ids that this operation ended; ended ones and the exception are passed over.</returns>
    /// <exception cref="ArgumentException">The subject is <c>default</c>: a misuse, never "all".</exception>
    /// <exception cref="SessionStoreException">The engine failed; repeat.</exception>
    ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken);

    /// <summary>Lists a subject's sessions, newest first, by keyset: complete for sessions that exist throughout the walk.</summary>
    /// <param name="selection">Whose, which to leave out, and whether ended ones are shown.</param>
    /// <param name="after">The cursor of the page before, or null.</param>
    /// <param name="most">At least 1.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A page without tickets. Sessions past their deadlines appear until somebody ends them.</returns>
    /// <exception cref="ArgumentException">The subject is <c>default</c>.</exception>
    /// <exception cref="FormatException">The cursor is not one of this store's: never a full scan.</exception>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken);

    /// <summary>Store time, which nodes follow; in memory and SQLite it is the caller's <see cref="TimeProvider"/>.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>UTC, whole milliseconds.</returns>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);

    /// <summary>One bounded step, safe on every node at once: ends what is past its deadlines, removes old tombstones.</summary>
    /// <param name="sweep">The instants and bounds.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>
    /// The records that this step ended, each to one caller only: as <c>absolute</c> when that deadline has passed,
    /// otherwise as <c>idle</c> when last activity + idle timeout + slack has. A deadline has passed at its own instant.
    /// The ending's instant is the sweep's.
    /// </returns>
    /// <exception cref="SessionStoreException">The engine failed; repeat.</exception>
    ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken);
}
