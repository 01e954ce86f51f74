using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

// A connection is judged by what has become of its session, never by its old token: that would be taken for reuse some time
// after a rotation, and would end the session of an honest page that left a stream open.
//
//   1  an end that this node knows of                               ended
//   2  what was read here not long ago and nothing speaks against   as it was
//   3  a fresh entry of the near cache of the same generation       open
//   4  the record: its end, cut-offs, deadlines, generation         open, replaced or ended

/// <summary>Decides whether a long-lived connection may stay open.</summary>
internal sealed class ConnectionJudge(
    SharedReads reads, SessionRules rules, SessionValidator validator, NodeObserver observer, Lifetimes.SessionPolicy policy)
{
    /// <summary>Looks at a connection's session.</summary>
    /// <param name="connection">The connection; what is learned is noted on it.</param>
    /// <param name="isCertain">Whether the connection was told that something has happened, or stands before a deadline.</param>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    public async ValueTask<ConnectionStatus> LookAsync(
        OpenConnection connection, bool isCertain, CancellationToken cancellationToken)
    {
        var id = connection.View.Id;
        if (KnownEndOf(id) is { } reason) // 1
        {
            return Ended(connection, reason);
        }

        if (policy.IsStoreless)
        {
            return LookStoreless(connection);
        }

        var entry = observer.Memory.Cache.Find(id);
        connection.View.Touch(entry?.View.LastActivityAt ?? DateTimeOffset.MinValue);
        if (!isCertain && IsStillTrue(connection)) // 2
        {
            return Status(connection);
        }

        if (entry is not null && entry.View.Generation == connection.Generation && validator.IsBelieved(entry)) // 3
        {
            (connection.View, connection.ConfirmedAt) = (entry.View, entry.ConfirmedAt);
            return Status(connection);
        }

        try
        {
            return await ReadAsync(connection, cancellationToken); // 4
        }
        catch (SessionStoreException failure)
        {
            observer.StoreUnavailable(failure);
            return ConnectionStatus.Unavailable;
        }
    }

    private bool IsStillTrue(OpenConnection connection) =>
        validator.IsBelieved(connection.ConfirmedAt, rules.Now) && rules.Now < connection.View.DeadlineAt;

    private async ValueTask<ConnectionStatus> ReadAsync(OpenConnection connection, CancellationToken cancellationToken)
    {
        var id = connection.View.Id;
        var (found, askedAt) = await reads.FindAsync(id, ValidationDemands.None, cancellationToken);
        if (found is null)
        {
            return Ended(connection, EndReason.None);
        }

        if (found.Session.Ending is { } ending)
        {
            observer.Memory.FoundEnded(id, ending.Reason);
            return Ended(connection, ending.Reason);
        }

        if (rules.Voided(found) is { Reason: not EndReason.None } voided
            && await observer.EndVoidedAsync(id, voided, cancellationToken) is { Ending: { } written })
        {
            return Ended(connection, written.Reason);
        }

        var record = found.Session;
        var details = SessionDetailsCodec.Read(record.Details.Span);
        var view = new SessionView(record, details, connection.Generation, ticket: default);
        view.Touch(rules.LastActivityOf(record));
        var closesAt = rules.ClosesAt(record, connection.Generation, connection.ShareOfLease);
        (connection.View, connection.ConfirmedAt) = (view, askedAt.UtcTicks);
        connection.ClosesAt = closesAt < connection.ClosesAt ? closesAt : connection.ClosesAt;
        return Status(connection);
    }

    private ConnectionStatus LookStoreless(OpenConnection connection)
    {
        var cutOff = rules.CutOffOf(connection.View) ?? observer.Memory.Known.FindCutOff(connection.View);
        return cutOff is not null ? Ended(connection, cutOff.Reason)
            : rules.Now >= connection.View.DeadlineAt ? ConnectionStatus.Replaced
            : ConnectionStatus.Open;
    }

    private EndReason? KnownEndOf(SessionId id) =>
        observer.Memory.PendingEnds.Find(id)?.Reason
        ?? (observer.Memory.Known.Find(id) is { Reason: not EndReason.None } change ? change.Reason : null);

    private ConnectionStatus Status(OpenConnection connection) =>
        rules.Now >= connection.ClosesAt ? ConnectionStatus.Replaced : ConnectionStatus.Open;

    private static ConnectionStatus Ended(OpenConnection connection, EndReason reason)
    {
        connection.Reason = reason;
        return ConnectionStatus.Ended;
    }
}
