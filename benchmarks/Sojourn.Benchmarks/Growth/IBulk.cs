using Sojourn.Sessions;

namespace Sojourn.Benchmarks.Growth;

/// <summary>An engine's own way of taking many rows at once.</summary>
internal interface IBulk : IAsyncDisposable
{
    /// <summary>Takes one more.</summary>
    /// <param name="session">A new session.</param>
    void Add(SessionRecord session);

    /// <summary>Makes what was added visible.</summary>
    /// <returns>A task that ends then.</returns>
    Task CompleteAsync();
}
