using System.Text;

namespace Sojourn.AspNetCore.Carriers.Bearer;

public sealed class AccessTokenFuzzTests
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0\u00E9\uD83D";

    [Fact]
    public void Twenty_thousand_mutations_never_throw_and_never_validate()
    {
        var garbage = new SeededGarbage(0x50_4A_57_54);
        var reader = AccessTokens.Reader();
        var original = AccessTokens.Text();

        for (var round = 0; round < 20_000; round++)
        {
            var text = Mutated(original, garbage);
            if (!string.Equals(text, original, StringComparison.Ordinal))
            {
                Assert.False(reader.Read(text, AccessTokens.Now).IsValid, $"Round {round} of seed {garbage.Seed}: {text}");
            }
        }
    }

    [Fact]
    public void Mutated_contents_that_are_signed_never_throw()
    {
        var garbage = new SeededGarbage(0x53_49_47_4E);
        var reader = AccessTokens.Reader();
        var header = Encoding.UTF8.GetBytes(AccessTokens.Header());
        var payload = Encoding.UTF8.GetBytes(AccessTokens.Payload());

        for (var round = 0; round < 5_000; round++)
        {
            var isHeader = garbage.Below(4) == 0;
            var text = AccessTokens.Forge(
                isHeader ? Mutated(header, garbage) : header, isHeader ? payload : Mutated(payload, garbage));
            var result = reader.Read(text, AccessTokens.Now);
            Assert.True(result.IsValid == (result.Token is not null), $"Round {round} of seed {garbage.Seed}.");
        }
    }

    private static string Mutated(string original, SeededGarbage garbage)
    {
        var text = new StringBuilder(original);
        for (var step = garbage.Below(3); step >= 0 && text.Length > 0; step--)
        {
            var at = garbage.Below(text.Length);
            switch (garbage.Below(6))
            {
                case 0:
                    text[at] = Characters[garbage.Below(Characters.Length)];
                    break;
                case 1:
                    text.Insert(at, Characters[garbage.Below(Characters.Length)]);
                    break;
                case 2:
                    text.Remove(at, Math.Min(1 + garbage.Below(8), text.Length - at));
                    break;
                case 3:
                    text.Insert(at, original.AsSpan(garbage.Below(original.Length))[..1]);
                    break;
                case 4:
                    (text[at], text[0]) = (text[0], text[at]);
                    break;
                default:
                    text.Insert(at, garbage.Text(4, ".", "=", "e30", "..", "AAAA"));
                    break;
            }
        }

        return text.ToString();
    }

    private static byte[] Mutated(byte[] original, SeededGarbage garbage)
    {
        var bytes = original.ToList();
        for (var step = garbage.Below(3); step >= 0; step--)
        {
            var at = garbage.Below(bytes.Count);
            switch (garbage.Below(5))
            {
                case 0:
                    bytes[at] = (byte)garbage.Below(256);
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(garbage.Pick("\"", "\\ud800", "\\u0000", "{", "[", "1e400", "\\", ",", ":", "null")));
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes[at] ^= (byte)(1 << garbage.Below(8));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(garbage.Below(20), bytes.Count - at));
                    bytes.Add((byte)'}');
                    break;
            }
        }

        return [.. bytes];
    }
}
