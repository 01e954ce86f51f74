using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>A ring is one value, replaced as a whole by whoever saw its version, and independent of other rings.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class KeyRingSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>Before the first replacement there is none.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Version_zero_and_no_bytes_when_there_is_none_yet()
    {
        var ring = await KeyRing.GetAsync(KeyRingName.Sessions, Cancellation);

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
            Assert.True(await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(version + 1), version, Cancellation));

            var ring = await keyRing.GetAsync(KeyRingName.Sessions, Cancellation);
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
        await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(1), 0, Cancellation);

        Assert.False(await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(1), 0, Cancellation));
        Assert.False(await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(3), 2, Cancellation));

        Assert.Equal(1, (await keyRing.GetAsync(KeyRingName.Sessions, Cancellation)).Version);
    }

    /// <summary>A version that does not follow is misuse.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_version_that_does_not_follow_the_expected_one_is_refused()
    {
        var keyRing = KeyRing;

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(2), 0, Cancellation));

        Assert.Equal(0, (await keyRing.GetAsync(KeyRingName.Sessions, Cancellation)).Version);
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
                    KeyRingName.Sessions, new KeyRingRecord(1, new[] { (byte)number }), 0, Cancellation)))]);

        Assert.Single(made, won => won);
        Assert.Equal([(byte)made.IndexOf(true)], (await node.GetAsync(KeyRingName.Sessions, Cancellation)).Protected.ToArray());
    }

    /// <summary>One ring's replacement neither shows in nor waits for another.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Rings_of_different_names_know_nothing_of_each_other()
    {
        var keyRing = KeyRing;
        Assert.True(await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(1), 0, Cancellation));
        Assert.Equal(0, (await keyRing.GetAsync(KeyRingName.DataProtection, Cancellation)).Version);

        Assert.True(await keyRing.ReplaceAsync(KeyRingName.DataProtection, Ring(1), 0, Cancellation));
        Assert.True(await keyRing.ReplaceAsync(KeyRingName.DataProtection, Ring(2), 1, Cancellation));

        Assert.False(await keyRing.ReplaceAsync(KeyRingName.DataProtection, Ring(2), 1, Cancellation));
        Assert.False(await keyRing.ReplaceAsync(KeyRingName.Sessions, Ring(3), 2, Cancellation));
        Assert.Equal(1, (await keyRing.GetAsync(KeyRingName.Sessions, Cancellation)).Version);
        Assert.Equal(Ring(1).Protected.ToArray(), (await keyRing.GetAsync(KeyRingName.Sessions, Cancellation)).Protected.ToArray());
        Assert.Equal(
            Ring(2).Protected.ToArray(), (await keyRing.GetAsync(KeyRingName.DataProtection, Cancellation)).Protected.ToArray());
    }

    /// <summary>Nodes that race for one ring do not disturb those that race for another.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_those_who_race_for_each_ring_one_wins_it()
    {
        var keyRing = KeyRing;

        var won = await Race.RunAsync<bool>(
            [.. Enumerable.Range(0, 8).Select(number => (Func<ValueTask<bool>>)(() => keyRing.ReplaceAsync(
                number % 2 == 0 ? KeyRingName.Sessions : KeyRingName.DataProtection, Ring(1), 0, Cancellation)))]);

        Assert.Single(won.Where((_, number) => number % 2 == 0), isWinner => isWinner);
        Assert.Single(won.Where((_, number) => number % 2 == 1), isWinner => isWinner);
    }

    /// <summary>The size that the contract promises.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_ring_of_a_megabyte_comes_back_whole()
    {
        var keyRing = KeyRing;
        var bytes = Enumerable.Range(0, 1_048_576).Select(number => (byte)(number * 31)).ToArray();

        Assert.True(await keyRing.ReplaceAsync(KeyRingName.DataProtection, new KeyRingRecord(1, bytes), 0, Cancellation));

        Assert.Equal(bytes, (await keyRing.GetAsync(KeyRingName.DataProtection, Cancellation)).Protected.ToArray());
    }

    /// <summary>An unknown name is misuse: it is no ring that nobody has made yet.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_name_that_is_none_of_the_list_is_refused()
    {
        var keyRing = KeyRing;

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await keyRing.GetAsync(KeyRingName.None, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await keyRing.ReplaceAsync((KeyRingName)99, Ring(1), 0, Cancellation));
    }

    private static KeyRingRecord Ring(long version) =>
        new(version, Enumerable.Range(0, 600).Select(number => (byte)(number + version)).ToArray());
}
