using Sojourn.Houses;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

public sealed class NearCacheTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_entry_is_found_until_it_is_removed()
    {
        var cache = new NearCache(64);
        var entry = Entry();

        Assert.True(Fill(cache, entry));
        Assert.Same(entry, cache.Find(entry.View.Id));

        cache.Remove(entry.View.Id);
        Assert.Null(cache.Find(entry.View.Id));
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity_however_many_are_filled()
    {
        var cache = new NearCache(64);
        var entries = Enumerable.Range(0, 5000).Select(index => Entry(at: T0.AddSeconds(index))).ToList();

        Assert.All(entries, entry => Assert.True(Fill(cache, entry)));

        Assert.InRange(entries.Count(entry => cache.Find(entry.View.Id) is not null), 32, 64);
    }

    [Fact]
    public void The_entry_confirmed_longest_ago_is_evicted_first()
    {
        var cache = new NearCache(8);
        var entries = Enumerable.Range(0, 9).Select(index => Entry(at: T0.AddSeconds((index + 4) % 9))).ToList();

        entries.ForEach(entry => Fill(cache, entry));

        // The fifth was confirmed at T0 + 8, the sixth at T0: that one made room for one of the later three.
        Assert.Null(cache.Find(entries[5].View.Id));
        Assert.Equal(8, entries.Count(entry => cache.Find(entry.View.Id) is not null));
    }

    [Fact]
    public void What_is_used_stays_and_the_entry_used_longest_ago_goes()
    {
        var cache = new NearCache(8);
        var entries = Enumerable.Range(0, 8).Select(index => Entry(at: T0.AddSeconds(index))).ToList();
        entries.ForEach(entry => Fill(cache, entry));
        entries.Where((_, index) => index != 5).ToList().ForEach(entry => entry.Use(T0.AddMinutes(1).UtcTicks));

        Fill(cache, Entry(at: T0.AddMinutes(2)));

        Assert.Equal([5], Enumerable.Range(0, 8).Where(index => cache.Find(entries[index].View.Id) is null));
    }

    [Fact]
    public void A_use_is_noted_to_the_second_and_never_moves_back()
    {
        var entry = Entry();

        entry.Use(T0.AddMilliseconds(999).UtcTicks);
        Assert.Equal(T0.UtcTicks, entry.UsedAt);
        entry.Use(T0.AddSeconds(1).UtcTicks);
        entry.Use(T0.UtcTicks);

        Assert.Equal(T0.AddSeconds(1).UtcTicks, entry.UsedAt);
    }

    [Fact]
    public void A_fill_that_began_before_a_removal_never_wins()
    {
        var cache = new NearCache(64);
        var entry = Entry();
        var begun = cache.BeginFill(entry.View.Id);

        cache.Remove(entry.View.Id);

        Assert.False(cache.TryFill(entry, begun));
        Assert.Null(cache.Find(entry.View.Id));
    }

    [Fact]
    public void A_fill_that_began_before_a_removal_of_all_never_wins()
    {
        var cache = new NearCache(64);
        var entry = Entry();
        var begun = cache.BeginFill(entry.View.Id);

        cache.RemoveAll(_ => false);

        Assert.False(cache.TryFill(entry, begun));
    }

    [Fact]
    public void An_older_version_never_replaces_a_newer_one()
    {
        var cache = new NearCache(64);
        var newer = Entry(version: 3);
        var older = Entry(version: 2, id: newer.View.Id);
        var begun = cache.BeginFill(newer.View.Id);

        Assert.True(cache.TryFill(newer, begun));
        Assert.False(cache.TryFill(older, begun));

        Assert.Same(newer, cache.Find(newer.View.Id));
    }

    [Fact]
    public void A_refill_keeps_the_activity_that_this_node_knows_and_the_first_use()
    {
        var cache = new NearCache(64);
        var first = Entry();
        Fill(cache, first);
        first.View.Touch(T0.AddSeconds(30));
        var second = Entry(id: first.View.Id, at: T0.AddSeconds(40));

        Fill(cache, second);

        Assert.Equal(T0.AddSeconds(30), cache.Find(first.View.Id)!.View.LastActivityAt);
        Assert.Equal(T0, cache.Find(first.View.Id)!.FirstUsedAt);
    }

    [Fact]
    public void Removing_some_leaves_the_others()
    {
        var cache = new NearCache(1024);
        var ada = Entry(subject: "ada");
        var bob = Entry(subject: "bob");
        Fill(cache, ada);
        Fill(cache, bob);

        cache.RemoveAll(view => view.Subject == new SubjectId("ada"));

        Assert.Null(cache.Find(ada.View.Id));
        Assert.NotNull(cache.Find(bob.View.Id));
    }

    [Fact]
    public void Racing_fills_and_removals_leave_nothing_that_was_removed_last()
    {
        var cache = new NearCache(64);
        var entries = Enumerable.Range(0, 50).Select(_ => Entry()).ToList();

        Parallel.For(0, 20_000, index => Fill(cache, entries[index % 50]));
        Parallel.ForEach(entries, entry => cache.Remove(entry.View.Id));

        Assert.All(entries, entry => Assert.Null(cache.Find(entry.View.Id)));
    }

    [Fact]
    public void An_entry_without_claims_takes_at_most_512_bytes()
    {
        var record = Record("ada", 1, id: null);
        var details = SessionDetailsCodec.Read(new GoldenFile("session-details-v1").Bytes("plain"));
        var keep = new NearEntry[1000];
        keep[0] = new NearEntry(new SessionView(record, details, 1, default), default, T0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var index = 0; index < keep.Length; index++)
        {
            keep[index] = new NearEntry(new SessionView(record, details, 1, default), default, T0);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / keep.Length;

        // Beside entry and view it owns its details and a slot; subject and kind are the record's strings.
        var ownDetails = OwnedByDetails(details);
        Assert.True(each + ownDetails + IntPtr.Size <= 512, $"An entry takes {each} + {ownDetails} bytes.");
    }

    /// <summary>Details, proof and empty methods of their own; the codec's buffers are gone with the read.</summary>
    private static long OwnedByDetails(SessionDetails details)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var copy = details with { Proof = new SessionProof(details.Proof.At, new string[1], Assurance: null) };
        var after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(copy);
        return after - before;
    }

    private static bool Fill(NearCache cache, NearEntry entry) =>
        cache.TryFill(entry, cache.BeginFill(entry.View.Id));

    private static NearEntry Entry(
        string subject = "ada", long version = 1, SessionId? id = null, DateTimeOffset? at = null)
    {
        var details = SessionDetailsCodec.Read(new GoldenFile("session-details-v1").Bytes("plain"));
        return new NearEntry(new SessionView(Record(subject, version, id), details, 1, default), default, at ?? T0);
    }

    private static SessionRecord Record(string subject, long version, SessionId? id) => new()
    {
        Id = id ?? SessionId.Create(T0, tenant: null, new SubjectId(subject)),
        Subject = new SubjectId(subject),
        Kind = "browser",
        CreatedAt = T0,
        AuthenticatedAt = T0,
        LastActivityAt = T0,
        IdleTimeout = TimeSpan.FromMinutes(30),
        AbsoluteAt = T0.AddHours(12),
        Token = new TokenState { Generation = 1, Current = default },
        Version = version,
    };
}
