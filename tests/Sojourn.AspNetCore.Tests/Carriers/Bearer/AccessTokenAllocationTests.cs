using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

public sealed class AccessTokenAllocationTests
{
    /// <summary>The framework's verification of ES256 itself takes 1.4 kB of it, of RS256 next to nothing.</summary>
    [Theory]
    [InlineData(SigningAlgorithm.ES256, 2_944)]
    [InlineData(SigningAlgorithm.PS256, 1_536)]
    [InlineData(SigningAlgorithm.RS256, 1_536)]
    public void The_first_sight_of_a_token_allocates_little_more_than_its_facts(SigningAlgorithm algorithm, int most)
    {
        var key = FixedKeys.Of(algorithm);

        Assert.InRange(PerRead(AccessTokens.Text(key), AccessTokenReading.Valid, key), 1, most);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("=")]
    public void A_wrong_shape_allocates_nothing(string suffix)
    {
        Assert.Equal(0, PerRead(AccessTokens.Text() + suffix, AccessTokenReading.Malformed));
    }

    [Fact]
    public void A_forgery_allocates_no_facts()
    {
        var text = AccessTokens.Text(FixedKeys.Pkcs)[..^4] + "AAAA";

        Assert.InRange(PerRead(text, AccessTokenReading.Forged, FixedKeys.Pkcs), 0, 256);
    }

    private static long PerRead(string text, AccessTokenReading expected, SigningKey? key = null)
    {
        const int Rounds = 100;
        var reader = AccessTokens.Reader(key ?? FixedKeys.Curve);
        for (var round = 0; round < Rounds; round++)
        {
            Assert.Equal(expected, reader.Read(text, AccessTokens.Now).Reading);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            reader.Read(text, AccessTokens.Now);
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{text.Length} characters, {expected}: {allocated} bytes.");
        return allocated;
    }
}
