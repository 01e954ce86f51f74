using System.Buffers;
using System.Buffers.Text;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Base64url with exactly one spelling of every content. Source: RFC 7515 section 2; RFC 4648 sections 3.5 and 5.</summary>
internal static class StrictBase64Url
{
    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;

    /// <summary>Decodes a text that has at least one byte of content, no padding, no white space and no spare bits.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="destination">At least three bytes for every four characters.</param>
    /// <param name="written">The length of the content, in bytes.</param>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        if (text.IsEmpty || text.Length % 4 == 1 || HasSpareBits(text))
        {
            return false;
        }

        // The decoder skips white space and padding, so both counts are checked.
        var status = Base64Url.DecodeFromUtf8(text, destination, out var consumed, out written);
        return status == OperationStatus.Done && consumed == text.Length && written == text.Length * 3 / 4;
    }

    /// <summary>The content of such a text, in an array of its own; null for any other text.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var content = new byte[text.Length * 3L / 4];
        return TryDecode(text, content, out _) ? content : null;
    }

    /// <summary>Whether the last character says more than the content has: then there are other texts for the same content.</summary>
    private static bool HasSpareBits(ReadOnlySpan<byte> text)
    {
        var spare = (text.Length % 4) switch
        {
            2 => 0x0F,
            3 => 0x03,
            _ => 0,
        };
        return (Alphabet.IndexOf(text[^1]) & spare) != 0;
    }
}
