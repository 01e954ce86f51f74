namespace Sojourn.Houses;

/// <summary>Holds the next operations of one kind until a test opens it: races are made, not hoped for.</summary>
/// <param name="most">How many operations it holds; later ones pass.</param>
public sealed class Gate(int most)
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _entered;

    /// <summary>Completes when all the operations that it holds are waiting.</summary>
    public Task Reached => _full.Task;

    public void Open() => _opened.TrySetResult();

    internal Task PassAsync()
    {
        var number = Interlocked.Increment(ref _entered);
        if (number == most)
        {
            _full.TrySetResult();
        }

        return number <= most ? _opened.Task : Task.CompletedTask;
    }
}
