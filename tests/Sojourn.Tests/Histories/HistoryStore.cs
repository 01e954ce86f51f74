using Sojourn.InMemory;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Histories;

/// <summary>
/// The reference store, with operations that may take virtual time. It notes what each request saw, and tells what was
/// changed, so that the history can check both.
/// </summary>
internal sealed class HistoryStore(InMemorySojournStore inner, Scheduler scheduler, Dice dice, bool isSlow)
    : ISojournStore, ICutOffStore, IKeyRingStore
{
    private static readonly AsyncLocal<Sighting?> Watching = new();

    /// <summary>Called with what a change or an end has made of the record.</summary>
    public Action<SessionRecord> Changed { get; set; } = _ => { };

    /// <summary>From here on the calling request's reads are noted.</summary>
    public static Sighting Watch() => Watching.Value = new Sighting();

    public async ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        var found = await TakeTimeAsync(() => inner.FindAsync(id, cancellationToken));
        See(found?.Session);
        return found;
    }

    public async ValueTask<ChangeResult> ChangeAsync(
        SessionId id, SessionChange change, CancellationToken cancellationToken)
    {
        var result = await TakeTimeAsync(async () =>
        {
            var made = await inner.ChangeAsync(id, change, cancellationToken);
            if (made is { Status: ChangeStatus.Applied, Current: { } current })
            {
                Changed(current);
            }

            return made;
        });
        if (result.Status != ChangeStatus.Applied)
        {
            See(result.Current);
            if (Watching.Value is { } sighting)
            {
                sighting.Conflicts++;
            }
        }

        return result;
    }

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken) =>
        TakeTimeAsync(async () =>
        {
            var result = await inner.EndAsync(id, ending, cancellationToken);
            if (result.Applied)
            {
                Changed((await inner.FindAsync(id, cancellationToken))!.Session);
            }

            return result;
        });

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken) =>
        TakeTimeAsync(() => inner.RenewAsync(renewals, cancellationToken));

    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken) =>
        inner.CreateAsync(session, limit, cancellationToken);

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        inner.EndManyAsync(selection, ending, most, cancellationToken);

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        inner.ListAsync(selection, after, most, cancellationToken);

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        inner.GetTimeAsync(cancellationToken);

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken) =>
        inner.SweepAsync(sweep, cancellationToken);

    public ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken) =>
        inner.SetAsync(cutOff, cancellationToken);

    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.ListAsync(since, cancellationToken);

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken) =>
        inner.GetAsync(name, cancellationToken);

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(name, ring, expectedVersion, cancellationToken);

    private void See(SessionRecord? row)
    {
        if (Watching.Value is { } sighting)
        {
            (sighting.Row, sighting.At) = (row, scheduler.Now);
        }
    }

    private async ValueTask<T> TakeTimeAsync<T>(Func<ValueTask<T>> operation)
    {
        if (!isSlow)
        {
            return await operation();
        }

        await scheduler.PassAsync(dice.Chance(0.02) ? dice.Between(0.5, 3) : dice.Between(0, 0.03));
        var result = await operation();
        await scheduler.PassAsync(dice.Between(0, 0.03));
        return result;
    }
}
