using System.Diagnostics;
using System.Security.Cryptography;
using Sojourn.Registration;
using Sojourn.Sessions;

namespace Sojourn.Benchmarks.Lag;

/// <summary>Ends sessions on one node of several and watches until all others refuse them.</summary>
internal sealed class LagRun : IAsyncDisposable
{
    // How exactly the refusal is known: the others are asked that often.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);
    private const int MostPauseMilliseconds = 50;

    private readonly string _store;
    private readonly LagPlan _plan;
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("sojourn-lag-");
    private readonly List<LagNode> _nodes = [];

    private LagRun(string store, LagPlan plan) => (_store, _plan) = (store, plan);

    public static async Task<LagRun> StartAsync(string store, LagPlan plan, Action<ISojournBuilder> addStore)
    {
        var run = new LagRun(store, plan);
        for (var node = 0; node < LagPlan.Nodes; node++)
        {
            run._nodes.Add(await LagNode.StartAsync(addStore, run._keys));
        }

        await WaitAsync(() => run._nodes.TrueForAll(node => node.IsFed), "The nodes are not told of changes.");
        return run;
    }

    public async Task<LagOutcome> IdleAsync() => await MeasureAsync("idle");

    public async Task<LagOutcome> LoadedAsync()
    {
        var started = Stopwatch.StartNew();
        await using var load = await LagLoad.StartAsync(_nodes);
        var outcome = await MeasureAsync("");
        await load.StopAsync();
        var seconds = started.Elapsed.TotalSeconds;
        return outcome with
        {
            Load = $"{load.Renewals / seconds:F0} renewals/s in batches of 100, {load.Rotations / seconds:F0} rotations/s, {load.Failures} failures",
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _keys.Delete(recursive: true);
    }

    private async Task<LagOutcome> MeasureAsync(string load)
    {
        TakeCanaries();
        var milliseconds = new List<double>();
        var started = Stopwatch.StartNew();
        for (var end = 0; end < _plan.Ends || started.Elapsed < _plan.Duration; end++)
        {
            milliseconds.AddRange(await EndOneAsync(_nodes[end % _nodes.Count]));
            // A feed that polls would otherwise always be met at the same point of its interval.
            var pause = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(MostPauseMilliseconds));
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }

        return new LagOutcome(_store, load, milliseconds, TakeCanaries());
    }

    private async Task<IReadOnlyList<double>> EndOneAsync(LagNode ending)
    {
        var token = await ending.SignInAsync();
        var waiting = _nodes.Where(node => node != ending).ToList();
        foreach (var node in _nodes)
        {
            if (!await node.AdmitsAsync(token))
            {
                throw new InvalidOperationException("A session is refused that nobody ended.");
            }
        }

        await ending.Manager.EndAsync(token.Id, EndReason.Revoked, actor: null, CancellationToken.None);
        var acknowledged = Stopwatch.GetTimestamp();
        var lags = new List<double>();
        await WaitAsync(
            async () =>
            {
                foreach (var node in waiting.ToList())
                {
                    if (!await node.AdmitsAsync(token))
                    {
                        lags.Add(Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds);
                        waiting.Remove(node);
                    }
                }

                return waiting.Count == 0;
            },
            "A node goes on admitting an ended session.");
        return lags;
    }

    private List<double> TakeCanaries() => [.. _nodes.SelectMany(node => node.Canaries.TakeMilliseconds())];

    private static Task WaitAsync(Func<bool> condition, string otherwise) =>
        WaitAsync(() => Task.FromResult(condition()), otherwise);

    private static async Task WaitAsync(Func<Task<bool>> condition, string otherwise)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            if (started.Elapsed > LagPlan.Patience)
            {
                throw new InvalidOperationException(otherwise);
            }

            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
        }
    }
}
