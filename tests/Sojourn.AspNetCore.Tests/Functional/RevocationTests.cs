using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sojourn.Canaries;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Nodes measure their revocations by themselves.</summary>
public sealed class RevocationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-canaries-");
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_node_over_one_store_measures_when_it_refuses_what_one_of_them_has_ended(bool isSqlite)
    {
        var shared = new ProbeStore(_clock);
        await using var first = await StartAsync(isSqlite, shared);
        await using var second = await StartAsync(isSqlite, shared);
        using var firstLags = Record(first, out var here);
        using var secondLags = Record(second, out var there);

        using var patience = new CancellationTokenSource(Patience);
        while ((here.IsEmpty || there.IsEmpty) && !patience.IsCancellationRequested)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await first.NewBrowser().GetAsync("/public");
        }

        Assert.False(here.IsEmpty || there.IsEmpty);
        Assert.All(here.Concat(there), lag => Assert.InRange(lag, 0, 6));
        var person = await first.SignedInAsync();
        var devices = await (await person.GetAsync("/sojourn/sessions")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("canary", devices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_degraded_while_no_canary_is_seen()
    {
        await using var site = await TestSite.StartAsync(
            _clock, host: builder => builder.Services.AddHealthChecks().AddSojourn());
        var lag = site.Services.GetRequiredService<RevocationLag>();
        Assert.Equal(HealthStatus.Healthy, await HealthOf(site));

        lag.Begin();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, await HealthOf(site));
        lag.Record(_clock.GetUtcNow(), _clock.GetUtcNow(), RevocationSight.Feed);

        Assert.Equal(HealthStatus.Healthy, await HealthOf(site));
    }

    private static async Task<HealthStatus> HealthOf(TestSite site)
    {
        var report = await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["sojourn-revocation"].Status;
    }

    private static MeterListener Record(TestSite site, out ConcurrentQueue<double> lags)
    {
        var scope = site.Services.GetRequiredService<IMeterFactory>();
        var all = new ConcurrentQueue<double>();
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
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => all.Enqueue(value));
        listener.Start();
        lags = all;
        return listener;
    }

    private Task<TestSite> StartAsync(bool isSqlite, ProbeStore shared) => TestSite.StartAsync(
        _clock,
        chosen =>
        {
            _ = isSqlite
                ? chosen.AddSqlite(sqlite => sqlite.Path = Path.Combine(_folder.FullName, "sessions.db"))
                : chosen.AddStore(_ => shared);
        },
        options => options.Canary.Interval = Interval,
        SharedKeys.Add);
}
