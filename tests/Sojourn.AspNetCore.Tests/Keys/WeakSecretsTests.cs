using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Functional;

namespace Sojourn.AspNetCore.Keys;

public sealed class WeakSecretsTests
{
    [Fact]
    public void Random_secrets_are_never_refused()
    {
        for (var count = 0; count < 100_000; count++)
        {
            Assert.Null(WeakSecrets.FaultOf(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32 + (count % 3 * 16)))));
        }
    }

    [Theory]
    [InlineData("", "has 0 bytes")]
    [InlineData("not base64!", "is not base64")]
    [InlineData("AQIDBAUGBwg=", "has 8 bytes")]
    [InlineData("changemechangemechangemechangemechangemechangeme", "is a short piece repeated")]
    [InlineData("ThisIsMySuperSecretKeyForSojourn1234567890Abcdef", "looks like something written by hand")]
    [InlineData("correcthorsebatterystaplecorrecthorsebatterystap", "looks like something written by hand")]
    [InlineData("uGk0dSs1xhJ7Qf3oWm2bRz8YtLpVnC5aEiDqTgKsXe4=", "is a published sample")]
    public void Secrets_that_were_made_by_hand_are_refused(string secret, string fault) =>
        Assert.Equal(fault, WeakSecrets.FaultOf(secret));

    [Fact]
    public void Secrets_without_randomness_are_refused()
    {
        AssertFault("is one byte repeated or a sequence that counts", new byte[32]);
        AssertFault("is one byte repeated or a sequence that counts", Bytes(32, _ => 0xAB));
        AssertFault("is one byte repeated or a sequence that counts", Bytes(32, index => index));
        AssertFault("is one byte repeated or a sequence that counts", Bytes(48, index => 250 - (index * 3)));
        AssertFault("is a short piece repeated", Bytes(64, index => (index % 13 * 97) + 7));
        AssertFault("is text", Encoding.ASCII.GetBytes("changeme and a few more words, that make it long"));
        AssertFault("has hardly any different bytes", Bytes(40, index => index * index * index % 41 % 12 * 20));
        AssertFault("has 31 bytes", RandomNumberGenerator.GetBytes(31));
    }

    [Fact]
    public async Task A_weak_secret_is_refused_together_with_all_other_faults()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(options: all =>
        {
            all.Keys.Secret = Convert.ToBase64String(new byte[32]);
            all.NearCacheCapacity = 1;
        }));

        Assert.Contains(failure.Failures, fault => fault.StartsWith("SOJ3030", StringComparison.Ordinal));
        Assert.Contains(failure.Failures, fault => fault.StartsWith("SOJ1004", StringComparison.Ordinal));
    }

    private static void AssertFault(string fault, byte[] bytes) =>
        Assert.Equal(fault, WeakSecrets.FaultOf(Convert.ToBase64String(bytes)));

    private static byte[] Bytes(int length, Func<int, int> of) => [.. Enumerable.Range(0, length).Select(index => (byte)of(index))];
}
