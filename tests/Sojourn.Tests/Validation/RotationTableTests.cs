using FsCheck;
using FsCheck.Fluent;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

public sealed class RotationTableTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_token_newer_than_the_record_means_that_the_store_went_back() =>
        Assert.Equal(RotationVerdict.StoreWentBack, Judge(Record(), Current(), presented: 6));

    [Fact]
    public void The_current_generation_with_its_hash_is_valid() =>
        Assert.Equal(RotationVerdict.Valid, Judge(Record(), Current(), 5, after: 100_000));

    [Fact]
    public void The_current_generation_without_its_hash_is_a_mismatch() =>
        Assert.Equal(RotationVerdict.Mismatch, Judge(Record(), Foreign(), 5));

    [Fact]
    public void The_generation_before_without_its_hash_is_a_mismatch_whatever_the_time_or_cause()
    {
        foreach (var cause in Enum.GetValues<RotationCause>())
        {
            Assert.Equal(RotationVerdict.Mismatch, Judge(Record(cause), Foreign(), 4));
            Assert.Equal(RotationVerdict.Mismatch, Judge(Record(cause, acknowledged: 5), Foreign(), 4, after: 100_000));
        }
    }

    [Theory]
    [InlineData(0, RotationVerdict.ValidWithoutRotation)]
    [InlineData(59.999, RotationVerdict.ValidWithoutRotation)]
    [InlineData(60, RotationVerdict.Valid)]
    public void A_refresh_of_a_generation_handed_out_less_than_a_minute_ago_does_not_rotate(
        double after, object expected) =>
        Assert.Equal(expected, Judge(Record(), Current() with { IsRefresh = true }, 5, after));

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Within_the_grace_the_generation_before_a_refresh_gets_the_same_successor_uncounted(double after)
    {
        Assert.Equal(RotationVerdict.Successor, Judge(Record(), Before(), 4, after));
        Assert.Equal(RotationVerdict.Successor, Judge(Record(acknowledged: 5), Before(), 4, after));
        Assert.Equal(RotationVerdict.Successor, Judge(Record(lostAnswers: 3), Before(), 4, after));
    }

    [Theory]
    [InlineData(10.001)]
    [InlineData(60)]
    [InlineData(100_000)]
    public void After_the_grace_an_unacknowledged_successor_is_given_again_and_counted(double after) =>
        Assert.Equal(RotationVerdict.SuccessorCounted, Judge(Record(), Refreshed(), 4, after));

    [Theory]
    [InlineData(7, RotationVerdict.Successor)]
    [InlineData(8, RotationVerdict.SuccessorCounted)]
    [InlineData(0, RotationVerdict.SuccessorCounted)]
    public void The_rotations_own_attempt_gets_its_successor_as_often_as_it_asks(ulong attempt, object expected) =>
        Assert.Equal(expected, Judge(Record(attempt: 7), Refreshed() with { Attempt = attempt }, 4, after: 3600));

    [Fact]
    public void No_attempt_is_not_the_attempt_of_a_rotation_that_had_none() =>
        Assert.Equal(RotationVerdict.SuccessorCounted, Judge(Record(attempt: 0), Refreshed(), 4, after: 3600));

    [Theory]
    [InlineData(-4, RotationVerdict.Reuse)]
    [InlineData(-3, RotationVerdict.SuccessorCounted)]
    [InlineData(4, RotationVerdict.SuccessorCounted)]
    [InlineData(5, RotationVerdict.Reuse)]
    public void The_fifth_generation_in_a_row_with_a_lost_answer_is_reuse(int lostAnswers, object expected) =>
        Assert.Equal(expected, Judge(Record(lostAnswers: lostAnswers), Refreshed(), 4, after: 11));

    [Fact]
    public void The_rotations_own_attempt_is_never_reuse_while_unacknowledged() =>
        Assert.Equal(
            RotationVerdict.Successor,
            Judge(Record(lostAnswers: -4, attempt: 7), Refreshed() with { Attempt = 7 }, 4, after: 3600));

    [Fact]
    public void A_run_of_lost_answers_is_counted_once_a_generation_and_broken_by_one_that_arrived()
    {
        var token = Record().Token;
        var once = token with { LostAnswers = RotationTable.CountLostAnswer(token) };

        Assert.Equal(1, once.LostAnswers);
        Assert.Equal(1, RotationTable.CountLostAnswer(once));
        Assert.Equal(-1, RotationTable.CarryLostAnswers(once));
        Assert.Equal(2, RotationTable.CountLostAnswer(token with { LostAnswers = -1 }));
        Assert.Equal(0, RotationTable.CarryLostAnswers(token with { LostAnswers = -1 }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 7)]
    public void Whoever_only_asks_with_the_generation_before_an_unacknowledged_one_is_valid_and_gets_nothing(
        int lostAnswers, ulong attempt) =>
        Assert.Equal(
            RotationVerdict.Unanswered,
            Judge(Record(lostAnswers: lostAnswers, attempt: attempt), Before() with { Attempt = attempt }, 4, after: 3600));

    [Theory]
    [InlineData(4, 10.001, RotationVerdict.Superseded)]
    [InlineData(4, 90, RotationVerdict.Superseded)]
    [InlineData(4, 90.001, RotationVerdict.Reuse)]
    [InlineData(3, 0, RotationVerdict.Superseded)]
    [InlineData(3, 90, RotationVerdict.Superseded)]
    [InlineData(3, 90.001, RotationVerdict.Reuse)]
    [InlineData(2, 0, RotationVerdict.Reuse)]
    public void One_or_two_behind_an_acknowledged_generation_is_superseded_for_a_while_and_then_reuse(
        int presented, double after, object expected) =>
        Assert.Equal(expected, Judge(Record(acknowledged: 5), presented == 4 ? Before() : Foreign(), presented, after));

    [Fact]
    public void The_window_counts_from_when_the_generation_was_last_handed_out()
    {
        var record = Record(acknowledged: 5) with { HandedOutAt = T0.AddSeconds(100) };

        Assert.Equal(RotationVerdict.Superseded, Judge(record, Before(), 4, after: 190));
        Assert.Equal(RotationVerdict.Reuse, Judge(record, Before(), 4, after: 191));
    }

    [Theory]
    [InlineData(RotationCause.Demand)]
    [InlineData(RotationCause.Elevation)]
    [InlineData(RotationCause.Reissue)]
    [InlineData(RotationCause.Move)]
    public void Before_any_other_rotation_stays_valid_while_the_new_generation_is_unacknowledged(RotationCause cause)
    {
        Assert.Equal(RotationVerdict.Before, Judge(Record(cause), Before(), 4, after: 0));
        Assert.Equal(RotationVerdict.Before, Judge(Record(cause), Before(), 4, after: 100_000));
    }

    [Theory]
    [InlineData(10, RotationVerdict.Before)]
    [InlineData(10.001, RotationVerdict.Superseded)]
    [InlineData(90, RotationVerdict.Superseded)]
    [InlineData(90.001, RotationVerdict.Reuse)]
    public void Before_an_elevation_ends_a_grace_after_the_acknowledgement(double after, object expected) =>
        Assert.Equal(expected, Judge(Record(RotationCause.Elevation, acknowledged: 5), Before(), 4, after));

    [Theory]
    [InlineData(40, RotationVerdict.Before)]
    [InlineData(40.001, RotationVerdict.Superseded)]
    public void The_grace_counts_from_the_acknowledgement_that_this_node_saw(double after, object expected)
    {
        var presented = Before() with { Generation = 4 };
        var record = Record(RotationCause.Elevation, acknowledged: 5);

        var verdict = RotationTable.Judge(
            record, presented, T0.AddSeconds(after), Grace, acknowledgedAt: T0.AddSeconds(30));

        Assert.Equal(expected, verdict);
    }

    [Fact]
    public void More_than_two_behind_is_always_reuse_and_never_valid() =>
        Prop.ForAll(Gen.Choose(0, 4).Three().ToArbitrary(), Gen.Choose(3, 1000).Two().ToArbitrary(), (kinds, numbers) =>
        {
            var (cause, acknowledged, lost) = kinds;
            var (behind, after) = numbers;
            var record = Record((RotationCause)cause, acknowledged: acknowledged * 500, lostAnswers: lost - 2);
            record = record with { Token = record.Token with { Generation = 2000 } };
            var presented = new PresentedGeneration(2000 - behind, true, true, IsRefresh: false, Attempt: 0);
            return RotationTable.Judge(record, presented, T0.AddSeconds(after - 3), Grace) == RotationVerdict.Reuse;
        }).QuickCheckThrowOnFailure();

    private static PresentedGeneration Current() => new(0, MatchesCurrent: true, MatchesPrevious: false, IsRefresh: false, 0);

    private static PresentedGeneration Before() => new(0, MatchesCurrent: false, MatchesPrevious: true, IsRefresh: false, 0);

    private static PresentedGeneration Refreshed() => Before() with { IsRefresh = true };

    private static PresentedGeneration Foreign() => new(0, MatchesCurrent: false, MatchesPrevious: false, IsRefresh: false, 0);

    private static RotationVerdict Judge(
        SessionRecord record, PresentedGeneration presentation, int presented, double after = 0) =>
        RotationTable.Judge(
            record, presentation with { Generation = presented }, T0 + TimeSpan.FromSeconds(after), Grace);

    private static SessionRecord Record(
        RotationCause cause = RotationCause.Refresh, int acknowledged = 4, int lostAnswers = 0, ulong attempt = 0)
    {
        return new SessionRecord
        {
            Id = SessionId.Create(T0, tenant: null, new SubjectId("ada")),
            Subject = new SubjectId("ada"),
            Kind = "browser",
            CreatedAt = T0,
            AuthenticatedAt = T0,
            LastActivityAt = T0,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = T0.AddHours(12),
            Token = new TokenState
            {
                Generation = 5,
                Current = default,
                Previous = default(TokenHash),
                Cause = cause,
                RotatedAt = T0,
                Attempt = attempt,
                LostAnswers = lostAnswers,
            },
            Acknowledged = acknowledged,
            HandedOutAt = T0,
            Version = 5,
        };
    }
}
