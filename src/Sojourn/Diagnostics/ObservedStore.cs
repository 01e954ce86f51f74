using System.Diagnostics;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Diagnostics;

/// <summary>Puts a span and a duration around every operation of the store, whichever store it is.</summary>
internal sealed class ObservedStore(ISojournStore inner, SessionMetrics metrics) : ISojournStore
{
    public const string SourceName = "Sojourn";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly string _name = inner.GetType().Name;

    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken) =>
        ObserveAsync("create", session.Id, () => inner.CreateAsync(session, limit, cancellationToken));

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        ObserveAsync("find", id, () => inner.FindAsync(id, cancellationToken));

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken) =>
        ObserveAsync("renew", id: null, () => inner.RenewAsync(renewals, cancellationToken));

    public ValueTask<ChangeResult> ChangeAsync(
        SessionId id, SessionChange change, CancellationToken cancellationToken) =>
        ObserveAsync("change", id, () => inner.ChangeAsync(id, change, cancellationToken));

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken) =>
        ObserveAsync("end", id, () => inner.EndAsync(id, ending, cancellationToken));

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        ObserveAsync("end_many", id: null, () => inner.EndManyAsync(selection, ending, most, cancellationToken));

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        ObserveAsync("list", id: null, () => inner.ListAsync(selection, after, most, cancellationToken));

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        inner.GetTimeAsync(cancellationToken);

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken) =>
        ObserveAsync("sweep", id: null, () => inner.SweepAsync(sweep, cancellationToken));

    private async ValueTask<TResult> ObserveAsync<TResult>(
        string operation, SessionId? id, Func<ValueTask<TResult>> run)
    {
        using var activity = Source.StartActivity(operation, ActivityKind.Client);
        activity?.SetTag("sojourn.session.id", id?.ToString());
        var started = Stopwatch.GetTimestamp();
        string? errorType = null;
        try
        {
            return await run();
        }
        catch (SessionStoreException failure)
        {
            errorType = (failure.InnerException ?? failure).GetType().Name;
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Record(operation, Stopwatch.GetElapsedTime(started), errorType);
        }
    }

    private void Record(string operation, TimeSpan took, string? errorType)
    {
        if (!metrics.StoreOperationDuration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "sojourn.store.name", _name },
            { "sojourn.store.operation", operation },
        };
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        metrics.StoreOperationDuration.Record(took.TotalSeconds, tags);
    }
}
