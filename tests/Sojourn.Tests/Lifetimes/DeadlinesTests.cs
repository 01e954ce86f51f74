using FsCheck;
using FsCheck.Fluent;
using Sojourn.Sessions;

namespace Sojourn.Lifetimes;

public sealed class DeadlinesTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_deadline_is_never_later_than_the_absolute_one() =>
        Prop.ForAll(Cases(), seconds =>
            Deadlines.Of(At(seconds[0]), Span(seconds[1]), At(seconds[2])) <= At(seconds[2]))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_deadline_never_moves_back_when_there_is_activity() =>
        Prop.ForAll(Cases(), seconds =>
        {
            var earlier = Deadlines.Of(At(seconds[0]), Span(seconds[1]), At(seconds[2]));
            return Deadlines.Of(At(seconds[0] + seconds[3]), Span(seconds[1]), At(seconds[2])) >= earlier;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_renewal_interval_is_at_most_a_minute_and_a_tenth_of_the_idle_timeout() =>
        Prop.ForAll(Cases(), seconds =>
        {
            var interval = Deadlines.RenewalInterval(Span(seconds[1]));
            return interval <= TimeSpan.FromMinutes(1) && interval <= Span(seconds[1]) / 10
                && interval == TimeSpan.FromTicks(Math.Min(TimeSpan.FromMinutes(1).Ticks, Span(seconds[1]).Ticks / 10));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_deadline_has_passed_exactly_when_the_clock_reaches_it() =>
        Prop.ForAll(Cases(), seconds =>
        {
            var (now, last, idle, absolute) = (At(seconds[3]), At(seconds[0]), Span(seconds[1]), At(seconds[2]));
            var reason = Deadlines.Passed(now, last, idle, absolute);
            return reason switch
            {
                EndReason.Absolute => now >= absolute,
                EndReason.Idle => now < absolute && now >= last + idle + Deadlines.FlushLag,
                _ => now < absolute && now < last + idle + Deadlines.FlushLag,
            };
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<int[]> Cases() => Gen.Choose(0, 1_000_000).ArrayOf(4).ToArbitrary();

    private static DateTimeOffset At(int seconds) => T0.AddSeconds(seconds);

    private static TimeSpan Span(int seconds) => TimeSpan.FromSeconds(seconds);
}
