using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Voids what was started before this process, and runs its few steps: there is no store to follow.</summary>
internal sealed partial class StorelessBackgroundService(
    BackgroundLoop loop, StorelessSteps steps, CutOffs cutOffs, StoreClock clock, IOptions<StorelessOptions> options,
    ILogger<StorelessBackgroundService> logger) : BackgroundService
{
    private const string AcceptOption = "Sojourn:Storeless:AcceptSessionsFromBeforeStart";

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeyInterval = TimeSpan.FromMinutes(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Log.StartedWithoutStore(logger);
        if (options.Value.AcceptSessionsFromBeforeStart)
        {
            StartReport.ReportUnsafe(logger, AcceptOption, "whoever signed out before the start is signed in again by a copy of the cookie");
        }
        else
        {
            // Who signed out before is forgotten, so whoever signed in before is void: by the start of the sign-in, as every
            // cut-off. By the instant of the seal a node that runs on would seal a void session good again.
            cutOffs.Add(new CutOff(
                CutOffScope.Everyone, Subject: null, Tenant: null, clock.Now, Except: null, EndReason.CutOff));
        }

        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        loop.RunAsync("flush", FlushInterval, steps.FlushAsync, stoppingToken),
        loop.RunAsync("keys", KeyInterval, steps.KeysAsync, stoppingToken),
        loop.RunAsync("sweep", steps.SweepInterval, steps.SweepAsync, stoppingToken));

    private static partial class Log
    {
        [LoggerMessage(3004, LogLevel.Warning, "Sessions are kept in cookies alone: sign-outs are known on this node only and forgotten when it restarts")]
        public static partial void StartedWithoutStore(ILogger logger);
    }
}
