using FsCheck;
using FsCheck.Fluent;
using Sojourn.Testing;

namespace Sojourn.Keys;

/// <summary>The ring through its years, stepped at any rhythm: what nodes rely on holds at every instant.</summary>
public sealed class KeyScheduleTests
{
    private static readonly DateTimeOffset Start = new ManualTimeProvider().GetUtcNow();

    private static readonly KeySchedule Schedule = new() { SigningAlgorithm = SigningAlgorithm.ES256 };

    [Fact]
    public void A_key_is_announced_a_day_before_it_is_used()
    {
        var ring = KeyRingContent.First(Schedule, Start);
        var due = Start + Schedule.ActiveFor - KeySchedule.AnnouncedFor;

        Assert.Null(Schedule.Advance(ring, due.AddMilliseconds(-1)));
        var next = Schedule.Advance(ring, due)!;

        Assert.Equal([1, 2], next.Keys.Select(key => (int)key.Id));
        Assert.Equal(Start + Schedule.ActiveFor, next.Keys[1].ActiveAt);
        Assert.Equal(Start + Schedule.ActiveFor, next.Signing[1].ActiveAt);
        Assert.Equal(1, KeySchedule.ActiveOf(next.Keys, due).Id);
        Assert.Equal(SessionKeyState.Announced, KeySchedule.StateOf(next.Keys[1], next.Keys, due));
        Assert.Equal(2, KeySchedule.ActiveOf(next.Keys, Start + Schedule.ActiveFor).Id);
        Assert.Equal(SessionKeyState.Retiring, KeySchedule.StateOf(next.Keys[0], next.Keys, Start + Schedule.ActiveFor));
    }

    [Fact]
    public void A_node_that_slept_through_the_announcement_announces_all_the_same_before_it_uses()
    {
        var ring = KeyRingContent.First(Schedule, Start);
        var late = Start + (3 * Schedule.ActiveFor);

        var next = Schedule.Advance(ring, late)!;

        Assert.Equal(late + KeySchedule.AnnouncedFor, next.Keys[1].ActiveAt);
        Assert.Null(Schedule.Advance(next, late));
    }

    [Fact]
    public void A_host_that_begins_to_sign_needs_no_announcement_and_another_algorithm_does()
    {
        var silent = new KeySchedule();
        var ring = KeyRingContent.First(silent, Start);
        Assert.Empty(ring.Signing);

        var signing = Schedule.Advance(ring, Start.AddDays(3))!;
        Assert.Equal(Start.AddDays(3), Assert.Single(signing.Signing).ActiveAt);

        var other = new KeySchedule { SigningAlgorithm = SigningAlgorithm.RS256 };
        var changed = other.Advance(signing, Start.AddDays(4))!;
        Assert.Equal(Start.AddDays(5), changed.Signing[1].ActiveAt);
        Assert.Null(Schedule.Advance(changed, Start.AddDays(4)));
    }

    [Fact]
    public void A_clock_that_was_set_back_before_the_first_key_stops_nothing()
    {
        var ring = KeyRingContent.First(Schedule, Start);

        Assert.Equal(1, KeySchedule.ActiveOf(ring.Keys, Start.AddDays(-30)).Id);
        Assert.Equal(SessionKeyState.Active, KeySchedule.StateOf(ring.Keys[0], ring.Keys, Start.AddDays(-30)));
    }

    [Fact]
    public void Whatever_was_made_finds_its_key_for_as_long_as_it_can_be_good() => Prop.ForAll<PositiveInt, PositiveInt>((rhythm, days) =>
    {
        var schedule = new KeySchedule { ActiveFor = TimeSpan.FromDays(7 + (days.Get % 60)) };
        var step = TimeSpan.FromHours(1 + (rhythm.Get % 200));
        var ring = KeyRingContent.First(schedule, Start);
        var lastMade = new Dictionary<byte, DateTimeOffset>();
        for (var now = Start; now < Start.AddDays(900); now += step)
        {
            ring = schedule.Advance(ring, now) ?? ring;
            var active = KeySchedule.ActiveOf(ring.Keys, now);
            var wasAnnounced = active.Id == 1 || now - active.CreatedAt >= KeySchedule.AnnouncedFor;
            lastMade[active.Id] = now;
            var needed = lastMade.Where(made => now - made.Value <= TimeSpan.FromDays(400));
            if (!wasAnnounced || needed.Any(made => ring.Keys.All(key => key.Id != made.Key || key.ActiveAt > made.Value)))
            {
                return false;
            }
        }

        return ring.Keys.Count <= 62 && ring.Keys.Select(key => key.Id).Distinct().Count() == ring.Keys.Count;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_id_is_not_given_again_before_all_others_were()
    {
        var ring = KeyRingContent.First(new KeySchedule(), Start);
        var seen = new List<byte> { 1 };
        for (var count = 0; count < 254; count++)
        {
            // The newest is removed each time, as in an emergency: its id must not come back with another key behind it.
            ring = ring.WithNewKey(Start, Start);
            seen.Add(ring.Keys[^1].Id);
            ring = ring with { Keys = [ring.Keys[0]] };
        }

        Assert.Equal(255, seen.Distinct().Count());
    }
}
