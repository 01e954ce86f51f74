using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>What all suites share: an empty store, a clock by hand, and skipping what a store does not offer.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class StoreSuite<TFixture> : IAsyncLifetime
    where TFixture : StoreFixture, new()
{
    private ISojournStore? _store;

    /// <summary>This test's own fixture.</summary>
    protected TFixture Fixture { get; } = new();

    /// <summary>Store time; it stands still until a test moves it.</summary>
    protected ManualTimeProvider Time { get; } = new();

    /// <summary>Now, by <see cref="Time"/>.</summary>
    protected DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The store under test, empty at first.</summary>
    protected ISojournStore Store => _store ?? throw new InvalidOperationException("The runner has not initialised the test.");

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The store's cut-offs; skips the test when it has none.</summary>
    protected ICutOffStore CutOffs => Require<ICutOffStore>(StoreCapabilities.CutOffs);

    /// <summary>The store's key ring; skips the test when it has none.</summary>
    protected IKeyRingStore KeyRing => Require<IKeyRingStore>(StoreCapabilities.KeyRing);

    /// <summary>The store's change feed; skips the test when it has none.</summary>
    protected IStoreChangeFeed ChangeFeed => Require<IStoreChangeFeed>(StoreCapabilities.ChangeFeed);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _store = await Fixture.OpenAsync(Time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private T Require<T>(StoreCapabilities capability)
    {
        Assert.SkipUnless(Fixture.Capabilities.HasFlag(capability), $"The store does not declare {capability}.");
        return Assert.IsType<T>(Store, exactMatch: false);
    }
}
