using Microsoft.Extensions.Logging;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Repeats a step until it is stopped: the only thing in the product that waits for time to pass.</summary>
/// <remarks>The steps themselves have no timer, so a test runs them without sleeping.</remarks>
internal sealed partial class BackgroundLoop(TimeProvider timeProvider, ILogger<BackgroundLoop> logger)
{
    /// <summary>Runs a step, waits, and repeats; a failed step is logged and repeated after the same wait.</summary>
    public async Task RunAsync(
        string name, TimeSpan interval, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await StepAsync(name, step, cancellationToken);
            try
            {
                await Task.Delay(interval, timeProvider, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task StepAsync(string name, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception failure)
        {
            // Whatever a step meets, the loop goes on: a loop that died would stop expiry and renewal for good, unseen.
            Log.StepFailed(logger, name, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4000, LogLevel.Warning, "The background step '{StepName}' failed and will be repeated")]
        public static partial void StepFailed(ILogger logger, string stepName, Exception failure);
    }
}
