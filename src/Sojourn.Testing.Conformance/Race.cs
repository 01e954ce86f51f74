namespace Sojourn.Testing.Conformance;

/// <summary>Runs callers side by side: each on a thread of its own, all released by one gate.</summary>
internal static class Race
{
    public static async Task<T[]> RunAsync<T>(params Func<ValueTask<T>>[] callers)
    {
        using var gate = new Barrier(callers.Length);
        var running = callers.Select(caller => Task.Factory.StartNew(
            async () =>
            {
                gate.SignalAndWait();
                return await caller();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());
        return await Task.WhenAll(running.ToList());
    }
}
