using System.Buffers.Text;
using System.Text;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Step 1: a token has one spelling, and whatever is not it is refused before anything is looked up.</summary>
public sealed class AccessTokenShapeTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly string _text = AccessTokens.Text();

    [Fact]
    public void No_beginning_of_a_token_is_one()
    {
        var reader = AccessTokens.Reader();

        for (var length = 0; length < _text.Length; length++)
        {
            Assert.False(reader.Read(_text.AsSpan(0, length), AccessTokens.Now).IsValid, $"The first {length} characters.");
        }
    }

    [Fact]
    public void No_end_of_a_token_is_one()
    {
        var reader = AccessTokens.Reader();

        for (var start = 1; start <= _text.Length; start++)
        {
            Assert.False(reader.Read(_text.AsSpan(start), AccessTokens.Now).IsValid, $"Without {start} characters.");
        }
    }

    [Fact]
    public void No_bit_can_be_flipped()
    {
        var reader = AccessTokens.Reader();
        var characters = _text.ToCharArray();

        for (var index = 0; index < characters.Length; index++)
        {
            var original = characters[index];
            foreach (var other in Neighbours(original))
            {
                characters[index] = other;
                Assert.False(reader.Read(characters, AccessTokens.Now).IsValid, $"'{other}' at {index}.");
            }

            characters[index] = original;
        }

        Assert.True(reader.Read(characters, AccessTokens.Now).IsValid);
    }

    [Fact]
    public void A_character_outside_the_alphabet_is_refused_everywhere()
    {
        var reader = AccessTokens.Reader();
        var characters = _text.ToCharArray();

        for (var index = 0; index < characters.Length; index++)
        {
            var original = characters[index];
            foreach (var other in "=+/ \t\r\n%\"{\0\u00E9\u0130\uFF21\uD800\uDC00\u2028")
            {
                characters[index] = other;
                Assert.Equal(AccessTokenReading.Malformed, reader.Read(characters, AccessTokens.Now).Reading);
            }

            characters[index] = original;
        }
    }

    [Theory]
    [InlineData("{0}=")]
    [InlineData("{0}==")]
    [InlineData("{0}.")]
    [InlineData(".{0}")]
    [InlineData("{0}..")]
    [InlineData("{0}.e30")]
    [InlineData("{0}.e30.e30")]
    [InlineData(" {0}")]
    [InlineData("{0} ")]
    [InlineData("{0}\n")]
    [InlineData("{0}\0")]
    [InlineData("{0}%3D")]
    [InlineData("Bearer {0}")]
    [InlineData("\"{0}\"")]
    [InlineData("\uFEFF{0}")]
    [InlineData("{0},{0}")]
    [InlineData("{0}{0}")]
    public void A_token_with_something_around_it_is_malformed(string pattern)
    {
        var text = pattern.Replace("{0}", _text, StringComparison.Ordinal);

        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("....")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("null")]
    [InlineData("%65%30.e30.e30")]
    public void Little_is_malformed(string text)
    {
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_and_spare_bits_are_refused_in_every_part(int part)
    {
        foreach (var other in new Func<string, string>[]
        {
            own => own + "=", own => own + "==", own => "=" + own, own => own + "AAA", own => "",
            own => own.Insert(4, "\n"), own => own.Replace('-', '+').Replace('_', '/') + "/", WithSpareBits,
        })
        {
            var parts = Padded().Split('.');
            parts[part] = other(parts[part]);

            Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(string.Join('.', parts)));
        }
    }

    [Fact]
    public void An_encrypted_token_has_five_parts_and_is_refused()
    {
        var header = Base64Url.EncodeToString("""{"alg":"dir","enc":"A256GCM"}"""u8);

        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read($"{header}..AAAA.{_text.Split('.')[1]}.AAAA"));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read($"{_text.Split('.')[0]}.AAAA.AAAA.AAAA.AAAA"));
    }

    [Fact]
    public void The_longest_token_is_read_and_one_character_more_is_not()
    {
        var longest = OfLength(CompactToken.MaximumLength);
        var tooLong = OfLength(CompactToken.MaximumLength + 1);

        Assert.Equal(AccessTokenReading.Valid, AccessTokens.Read(longest));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(tooLong));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(new string('a', 10_000_000)));
    }

    /// <summary>The real token with white space in its header, so that header and payload do have spare bits.</summary>
    private static string Padded()
    {
        var text = AccessTokens.Forge(WithOneByteOver(AccessTokens.Header()), WithOneByteOver(AccessTokens.Payload()));
        Assert.Equal(AccessTokenReading.Valid, AccessTokens.Read(text));
        return text;
    }

    private static string WithOneByteOver(string json) =>
        json + new string(' ', (4 - (Encoding.UTF8.GetByteCount(json) % 3)) % 3);

    /// <summary>The other spelling: the last of the bits that say nothing is set.</summary>
    private static string WithSpareBits(string part)
    {
        Assert.NotEqual(0, part.Length % 4);
        return part[..^1] + Alphabet[Alphabet.IndexOf(part[^1], StringComparison.Ordinal) | 1];
    }

    private static IEnumerable<char> Neighbours(char character)
    {
        var index = Alphabet.IndexOf(character, StringComparison.Ordinal);
        return index < 0 ? ['A', '_'] : Enumerable.Range(0, 6).Select(bit => Alphabet[index ^ (1 << bit)]).Append('.');
    }

    /// <summary>No part can have 1, 5, 9… characters, so the header takes up what the payload cannot.</summary>
    private static string OfLength(int length)
    {
        var missing = (length - AccessTokens.Text().Length) * 3 / 4;
        return Enumerable.Range(0, 16)
            .Select(pads => AccessTokens.Forge(
                AccessTokens.Header() + new string(' ', pads % 4),
                AccessTokens.Payload() + new string(' ', missing - (pads / 4))))
            .First(text => text.Length == length);
    }
}
