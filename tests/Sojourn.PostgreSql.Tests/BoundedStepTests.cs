namespace Sojourn.PostgreSql;

/// <summary>Whatever a step hangs on its token: the stop reaches the step, and nothing else reaches anybody.</summary>
public sealed class BoundedStepTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_end_of_the_time_meets_does_not_end_the_process()
    {
        // On a timer's own thread this would abort the whole run.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => BoundedStep.RunAsync(TimeSpan.FromMilliseconds(1), WaitBesideAThrowingCallbackAsync, Cancellation));
    }

    [Fact]
    public async Task What_a_callers_stop_meets_is_not_thrown_at_the_caller()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = BoundedStep.RunAsync(TimeSpan.FromMinutes(1), WaitBesideAThrowingCallbackAsync, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_caller_who_has_stopped_already_stops_the_step()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BoundedStep.RunAsync(
            TimeSpan.FromMinutes(1), WaitBesideAThrowingCallbackAsync, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_step_in_time_gives_its_result()
    {
        Assert.Equal(7, await BoundedStep.RunAsync(TimeSpan.FromMinutes(1), _ => Task.FromResult(7), Cancellation));
    }

    private static async Task<int> WaitBesideAThrowingCallbackAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ordinary = stop.UnsafeRegister((_, token) => stopped.TrySetCanceled(token), state: null);
        if (!stop.IsCancellationRequested)
        {
            await using var throwing = stop.UnsafeRegister(_ => throw new ObjectDisposedException("connection"), state: null);
            return await stopped.Task;
        }

        return await stopped.Task;
    }
}
