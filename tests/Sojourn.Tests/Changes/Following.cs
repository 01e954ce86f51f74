using Sojourn.Houses;

namespace Sojourn.Changes;

/// <summary>A node that follows the feed until it is disposed.</summary>
internal sealed class Following : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Node _node;
    private readonly Task _run;

    public Following(Node node)
    {
        _node = node;
        _run = node.Get<ChangeFollower>().RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run);
        Assert.False(_node.Memory.IsFed);
        _stop.Dispose();
    }
}
