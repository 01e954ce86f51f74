using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Cancellation stops waiting, not the write.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class CancellationSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>A call that is cancelled before it begins says so, and writes nothing.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_cancelled_token_stops_every_operation_before_it_begins()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var another = Sample.Session(Now);
        var gone = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            async () => await Store.CreateAsync(another, null, gone),
            async () => await Store.FindAsync(session.Id, gone),
            async () => await Store.RenewAsync(new Renewal[] { new(session.Id, Now + Sample.Idle, null, 0) }, gone),
            async () => await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1 }, gone),
            async () => await Store.EndAsync(session.Id, Sample.Ending(Now), gone),
            async () => await Store.EndManyAsync(Sample.Of(Sample.Ada), Sample.Ending(Now), 1, gone),
            async () => await Store.ListAsync(Sample.Of(Sample.Ada), null, 1, gone),
            async () => await Store.GetTimeAsync(gone),
            async () => await Store.SweepAsync(Sample.Sweep(Now + Sample.Absolute), gone),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        }

        Assert.Null(await Store.FindAsync(another.Id, Cancellation));
        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>Cancelled in the middle, a write happened as a whole or not at all; one that returned has happened.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_write_cancelled_while_it_runs_happened_whole_or_not_at_all()
    {
        for (var round = 0; round < 25; round++)
        {
            using var cancelling = new CancellationTokenSource();
            var added = Sample.Session(Now);
            var oldest = await Store.AddAsync(Sample.Session(Now, added.Subject) with { LastActivityAt = Now - Sample.Idle });

            var results = await Race.RunAsync<bool>(
                async () => await CompletedAsync(added, cancelling.Token),
                async () =>
                {
                    await cancelling.CancelAsync();
                    return true;
                });

            // One read: the write may go on after its caller stopped waiting, and land between two.
            var records = (await Store.ListAsync(Sample.Of(Sample.Ada, includeEnded: true), null, 100, Cancellation)).Sessions;
            var isIn = records.Any(record => record.Id == added.Id);
            Assert.True(isIn || !results[0]);
            // The limit is part of the same write: whoever is in has displaced the other.
            Assert.Equal(isIn, records.Single(record => record.Id == oldest.Id).Ending is not null);
            await Store.EndManyAsync(Sample.Of(Sample.Ada), Sample.Ending(Now), 10, Cancellation);
        }
    }

    private async Task<bool> CompletedAsync(SessionRecord added, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Store.CreateAsync(added, new SessionLimit(1, EndOldest: true), cancellationToken);
            return result.Status == CreateStatus.Created;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
