using System.Buffers.Text;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Knows secrets that somebody else could know: short, made by hand, or copied from a page.</summary>
/// <remarks>
/// No test can prove randomness. Each bound is set so that random bytes fail it practically never. At least
/// <see cref="FewestValues"/> different values among 32 or more bytes: at most 15 have a chance of at most C(256, 15) times
/// (15/256)^32, below 2^-51. Some byte that is no printable ASCII: all 32 are with (97/256)^32, about 2^-45. A text with capitals and
/// small letters: 43 characters of base64 lack one kind with 2 times (38/64)^43, about 2^-31. A word of eight letters in any
/// case: 36 places times 2^-40 for each word of the list, about 2^-32 together.
/// </remarks>
internal static class WeakSecrets
{
    private const int ShortestLength = 32;
    private const int FewestValues = 16;

    /// <summary>Samples that are published, this product's first.</summary>
    private static readonly string[] Published = ["uGk0dSs1xhJ7Qf3oWm2bRz8YtLpVnC5aEiDqTgKsXe4="];

    private static readonly string[] Words =
        ["changeme", "password", "mysecret", "supersecret", "yoursecret", "secretkey", "examplekey", "sojournkey"];

    /// <summary>What is wrong with a secret, as the end of a sentence; null when nothing is.</summary>
    public static string? FaultOf(string secret)
    {
        if (!Base64.IsValid(secret))
        {
            return "is not base64";
        }

        var bytes = Convert.FromBase64String(secret);
        return bytes.Length < ShortestLength ? $"has {bytes.Length} bytes"
            : Published.Any(sample => Convert.FromBase64String(sample).AsSpan().SequenceEqual(bytes)) ? "is a published sample"
            : IsProgression(bytes) ? "is one byte repeated or a sequence that counts"
            : IsPeriodic(bytes) ? "is a short piece repeated"
            : Array.TrueForAll(bytes, value => value is (>= 0x20 and <= 0x7E) or (byte)'\t' or (byte)'\n') ? "is text"
            : bytes.Distinct().Count() < FewestValues ? "has hardly any different bytes"
            : IsWritten(secret) ? "looks like something written by hand"
            : null;
    }

    private static bool IsProgression(byte[] bytes)
    {
        var step = (byte)(bytes[1] - bytes[0]);
        return Enumerable.Range(1, bytes.Length - 1).All(index => (byte)(bytes[index] - bytes[index - 1]) == step);
    }

    private static bool IsPeriodic(byte[] bytes) => Enumerable.Range(1, bytes.Length / 2).Any(
        period => bytes.AsSpan(period).SequenceEqual(bytes.AsSpan(0, bytes.Length - period)));

    private static bool IsWritten(string secret) =>
        !secret.Any(char.IsAsciiLetterUpper)
        || !secret.Any(char.IsAsciiLetterLower)
        || Array.Exists(Words, word => secret.Contains(word, StringComparison.OrdinalIgnoreCase));
}
