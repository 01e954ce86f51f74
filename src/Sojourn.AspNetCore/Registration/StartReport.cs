using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Says at start which unsafe settings are on, so that nobody runs with one unknowingly.</summary>
internal sealed partial class StartReport(IOptions<SojournOptions> options, ILogger<StartReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Cookie.AllowHttpOnLoopback)
        {
            Log.UnsafeSetting(logger, "Sojourn:Cookie:AllowHttpOnLoopback", "http on this machine gets a cookie without 'Secure'");
        }

        if (options.Value.LeaseWithoutFeed == LeaseWithoutFeed.Believe)
        {
            Log.UnsafeSetting(logger, "Sojourn:LeaseWithoutFeed", "a node that hears of no changes goes on believing leases");
        }

        if (options.Value.OutageLease > TimeSpan.Zero)
        {
            Log.UnsafeSetting(logger, "Sojourn:OutageLease", "marked endpoints believe sessions that the store cannot be asked about");
        }

        if (options.Value.KeepFullAddresses)
        {
            Log.UnsafeSetting(logger, "Sojourn:KeepFullAddresses", "device lists keep whole network addresses");
        }

        if (options.Value.Csrf.TrustOwnHost)
        {
            Log.UnsafeSetting(logger, "Sojourn:Csrf:TrustOwnHost", "the request's own host counts as this application's origin");
        }

        return Task.CompletedTask;
    }

    /// <summary>Says of one more setting that it is on.</summary>
    public static void ReportUnsafe(ILogger logger, string optionName, string consequence) =>
        Log.UnsafeSetting(logger, optionName, consequence);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(3000, LogLevel.Warning, "'{OptionName}' is on: {Consequence}")]
        public static partial void UnsafeSetting(ILogger logger, string optionName, string consequence);
    }
}
