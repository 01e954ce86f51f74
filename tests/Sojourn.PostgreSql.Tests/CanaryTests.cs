using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.Soak;

namespace Sojourn.PostgreSql;

/// <summary>Nodes over a real server measure how late they refuse what one of them has ended.</summary>
public sealed class CanaryTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("sojourn-canary-");

    [Fact]
    public async Task Every_node_measures_one_end_and_no_row_of_it_stays_for_a_person_to_see()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync = off");
        await using var first = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys, Interval);
        await using var second = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys, Interval);

        using var here = FirstLag(first, out var firstLag);
        using var there = FirstLag(second, out var secondLag);
        var lags = await Task.WhenAll(firstLag, secondLag).WaitAsync(Patience, TestContext.Current.CancellationToken);

        // The bound of a node that nothing is told, and a step of the watch; how fast it is, is measured elsewhere.
        Assert.All(lags, lag => Assert.InRange(lag, 0, 6));
    }

    public void Dispose() => _keys.Delete(recursive: true);

    private static MeterListener FirstLag(SoakNode node, out Task<double> lag)
    {
        var first = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var scope = node.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, scope)
                    && string.Equals(instrument.Name, "sojourn.revocation.lag", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => first.TrySetResult(value));
        listener.Start();
        lag = first.Task;
        return listener;
    }
}
