using BenchmarkDotNet.Attributes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Benchmarks;

/// <summary>A refresh over the in-memory store: one read, one conditional write.</summary>
[MemoryDiagnoser]
public class RefreshBenchmarks
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(61);

    // Within a session's longest life of 400 days, however fast the machine is.
    private const int MostPerSession = 500_000;

    private readonly SteppingClock _clock = new();
    private Node _node = null!;
    private SessionToken _token;
    private int _count;

    // Not asynchronous: the in-process toolchain does not wait for a setup that is.
    [GlobalSetup]
    public void Setup()
    {
        _node = Node.StartAsync(Carrier.Bearer, _clock).GetAwaiter().GetResult();
        _token = _node.Token;
    }

    [Benchmark]
    public async Task<int> Refresh_Async()
    {
        if (++_count % MostPerSession == 0)
        {
            _token = await _node.StartSessionAsync(Carrier.Bearer);
        }

        _clock.Step(Step);
        var issued = await _node.Manager.RotateAsync(_token, attempt: 1, CancellationToken.None);
        _token = issued.Token;
        return issued.View!.Generation;
    }
}
