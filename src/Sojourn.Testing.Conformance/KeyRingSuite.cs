using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>The ring is one value, replaced as a whole by whoever saw its version.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class KeyRingSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>Before the first replacement there is none.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Version_zero_and_no_bytes_when_there_is_none_yet()
    {
        var ring = await KeyRing.GetAsync(Cancellation);

        Assert.Equal(0, ring.Version);
        Assert.True(ring.Protected.IsEmpty);
    }

    /// <summary>What goes in comes out, again and again.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Replaces_the_ring_if_nobody_else_has()
    {
        var keyRing = KeyRing;
        for (var version = 0; version < 3; version++)
        {
            Assert.True(await keyRing.ReplaceAsync(Ring(version + 1), version, Cancellation));

            var ring = await keyRing.GetAsync(Cancellation);
            Assert.Equal(version + 1, ring.Version);
            Assert.Equal(Ring(version + 1).Protected.ToArray(), ring.Protected.ToArray());
        }
    }

    /// <summary>An older and a newer expectation both lose.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task False_when_the_stored_ring_has_another_version_and_nothing_changed()
    {
        var keyRing = KeyRing;
        await keyRing.ReplaceAsync(Ring(1), 0, Cancellation);

        Assert.False(await keyRing.ReplaceAsync(Ring(1), 0, Cancellation));
        Assert.False(await keyRing.ReplaceAsync(Ring(3), 2, Cancellation));

        Assert.Equal(1, (await keyRing.GetAsync(Cancellation)).Version);
    }

    /// <summary>A version that does not follow is misuse.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_version_that_does_not_follow_the_expected_one_is_refused()
    {
        var keyRing = KeyRing;

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await keyRing.ReplaceAsync(Ring(2), 0, Cancellation));

        Assert.Equal(0, (await keyRing.GetAsync(Cancellation)).Version);
    }

    /// <summary>Eight nodes that start together make one ring.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_eight_first_starts_one_makes_the_ring()
    {
        var keyRing = KeyRing;
        var node = Assert.IsType<IKeyRingStore>(await Fixture.OpenAsync(Time), exactMatch: false);

        var made = await Race.RunAsync<bool>(
            [.. Enumerable.Range(0, 8).Select(number => (Func<ValueTask<bool>>)(
                () => (number % 2 == 0 ? keyRing : node).ReplaceAsync(
                    new KeyRingRecord(1, new[] { (byte)number }), 0, Cancellation)))]);

        Assert.Single(made, won => won);
        Assert.Equal([(byte)made.IndexOf(true)], (await node.GetAsync(Cancellation)).Protected.ToArray());
    }

    private static KeyRingRecord Ring(long version) =>
        new(version, Enumerable.Range(0, 600).Select(number => (byte)(number + version)).ToArray());
}
