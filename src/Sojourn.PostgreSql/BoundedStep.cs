namespace Sojourn.PostgreSql;

/// <summary>Runs a step that is told to stop after a time, and keeps what the telling itself meets from everybody else.</summary>
/// <remarks>
/// The engine's client hangs work of its own on the token, and that work throws when its connection breaks off in the same
/// moment (npgsql issue 6415). Thrown on the thread of a timer it would end the whole process, and on the caller's it would
/// look like a failure of a stop: so neither runs it. The step's own outcome is the only one that anybody is told.
/// </remarks>
internal static class BoundedStep
{
    public static async Task<T> RunAsync<T>(
        TimeSpan atMost, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var stop = new CancellationTokenSource();

        // Real time, not store time: a server that does not answer is not waited for longer because a clock stands still.
        // Both are gone before the source is, since a late one would meet it disposed.
        await using var timer = TimeProvider.System.CreateTimer(Stop, stop, atMost, Timeout.InfiniteTimeSpan);
        await using var caller = cancellationToken.UnsafeRegister(Stop, stop);
        return await step(stop.Token);
    }

    private static void Stop(object? state) => _ = ((CancellationTokenSource)state!).CancelAsync().ContinueWith(
        static told => told.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
