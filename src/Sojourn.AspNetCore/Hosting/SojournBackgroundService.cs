using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Canaries;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Runs this node's steps: start, flush, repeat pending ends, follow the feed, keys, sweep, canaries.</summary>
internal sealed class SojournBackgroundService(
    BackgroundLoop loop, NodeSteps steps, IOptions<SojournOptions> options) : BackgroundService
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClockInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeyInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FollowAgainAfter = TimeSpan.FromSeconds(1);

    private int _stopped;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await steps.PrepareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            // A host may stop twice, the second time with its services gone.
            return;
        }

        try
        {
            await steps.FlushAsync(everything: true, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // A host that is torn down while it stops: the store went first. What is lost is at most one interval of
            // activity, and a session that ends early by that much is on the safe side.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        loop.RunAsync("flush", FlushInterval, token => steps.FlushAsync(everything: false, token), stoppingToken),
        loop.RunAsync("clock", ClockInterval, steps.SynchronizeAsync, stoppingToken),
        loop.RunAsync("keys", KeyInterval, steps.KeysAsync, stoppingToken),
        loop.RunAsync("cut-offs", CutOffInterval, steps.FollowCutOffsAsync, stoppingToken),
        loop.RunAsync("sweep", options.Value.SweepInterval, steps.SweepAsync, stoppingToken),
        loop.RunAsync("canary", CanaryWatch.StepInterval, steps.CanaryAsync, stoppingToken),
        loop.RunAsync("lost changes", FollowAgainAfter, steps.RestoreChangesAsync, stoppingToken),
        loop.RunAsync("follow", FollowAgainAfter, steps.FollowAsync, stoppingToken));

    /// <summary>The staleness bound, but at most once a second.</summary>
    private TimeSpan CutOffInterval =>
        options.Value.StalenessBound > FlushInterval ? options.Value.StalenessBound : FlushInterval;
}
