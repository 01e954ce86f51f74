using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Benchmarks.Lag;

/// <summary>What the other people do meanwhile: on every node one flow renews and one rotates, as fast as they can.</summary>
internal sealed class LagLoad : IAsyncDisposable
{
    private const int Renewed = 100;

    private readonly CancellationTokenSource _stopping = new();
    private Task _flows = Task.CompletedTask;

    // Added to by the flows; read once they have stopped.
    private long _renewals;
    private long _rotations;
    private long _failures;

    public long Renewals => Interlocked.Read(ref _renewals);

    public long Rotations => Interlocked.Read(ref _rotations);

    public long Failures => Interlocked.Read(ref _failures);

    public static async Task<LagLoad> StartAsync(IReadOnlyList<LagNode> nodes)
    {
        var load = new LagLoad();
        var flows = new List<Func<Task>>();
        foreach (var node in nodes)
        {
            var batch = new List<SessionId>();
            for (var number = 0; number < Renewed; number++)
            {
                batch.Add((await node.SignInAsync()).Id);
            }

            var token = await node.SignInAsync();
            batch.Sort();
            flows.Add(() => load.RenewAsync(node, batch));
            flows.Add(() => load.RotateAsync(node, token));
        }

        load._flows = Task.WhenAll(flows.Select(flow => flow()));
        return load;
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _flows;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task RenewAsync(LagNode node, List<SessionId> batch)
    {
        await Task.Yield();
        while (!_stopping.IsCancellationRequested)
        {
            var now = node.Clock.Now;
            var renewals = batch.Select(id => new Renewal(id, now, HandedOutAt: null, Acknowledged: 0)).ToArray();
            await TryAsync(async () =>
            {
                Interlocked.Add(ref _renewals, await node.Store.RenewAsync(renewals, CancellationToken.None));
            });
        }
    }

    private async Task RotateAsync(LagNode node, SessionToken token)
    {
        await Task.Yield();
        var demand = new TokenReplacement(RotationCause.Demand, Ticket: null, Proof: null, IsPersistent: null);
        while (!_stopping.IsCancellationRequested)
        {
            await TryAsync(async () =>
            {
                var issued = await node.Manager.ReplaceAsync(token, demand, CancellationToken.None);
                var rotated = issued.Status == ValidationStatus.Active;
                token = rotated ? issued.Token : token;
                Interlocked.Add(ref _rotations, rotated ? 1 : 0);
                Interlocked.Add(ref _failures, rotated ? 0 : 1);
            });
        }
    }

    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (SessionStoreException)
        {
            // A store that is asked for more than it can do; it is told in the report.
            Interlocked.Increment(ref _failures);
        }
    }
}
