using System.Collections.Concurrent;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>Make and end sessions until the server is gone, and remember what was acknowledged.</summary>
internal sealed class Writers(PostgreSqlSojournStore store)
{
    private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentBag<SessionId> Created { get; } = [];

    public ConcurrentBag<SessionId> Ended { get; } = [];

    /// <summary>Completed once a hundred have been ended.</summary>
    public Task Busy => _busy.Task;

    public Task RunAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => WriteAsync()));

    private async Task WriteAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            while (true)
            {
                var session = Samples.Session();
                await store.CreateAsync(session, null, cancellation);
                Created.Add(session.Id);
                await store.EndAsync(session.Id, Samples.Ending(), cancellation);
                Ended.Add(session.Id);
                if (Ended.Count > 100)
                {
                    _busy.TrySetResult();
                }
            }
        }
        catch (SessionStoreException)
        {
            // The server is gone; what was not acknowledged may or may not be there.
        }
    }
}
