namespace Sojourn.Benchmarks;

/// <summary>The numbers of the tables are values that were measured.</summary>
public sealed class MediansTests
{
    [Fact]
    public void The_median_is_the_one_in_the_middle() => Assert.Equal(3, Medians.Of([5, 1, 3, 4, 2]));

    [Fact]
    public void A_whole_share_is_the_longest() => Assert.Equal(9, Medians.At([9, 1, 4], 1));

    [Fact]
    public void Of_a_hundred_the_99th_percentile_is_the_second_longest() =>
        Assert.Equal(99, Medians.At(Enumerable.Range(1, 100).Select(number => (double)number), 0.99));

    [Fact]
    public void Of_nothing_nothing_is_known() => Assert.Equal(double.NaN, Medians.Of([]));
}
