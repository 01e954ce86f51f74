using System.Buffers;
using System.Text;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The three parts of a signed token in compact form, decoded into a buffer of the caller's.</summary>
/// <remarks>Source: RFC 7515 section 7.1. Five parts would be an encrypted token, which is nothing that Sojourn issues.</remarks>
internal readonly ref struct CompactToken
{
    /// <summary>The longest token that is read or written, in characters: what servers allow all headers to take.</summary>
    public const int MaximumLength = 16 * 1024;

    private const byte Dot = (byte)'.';

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private CompactToken(
        ReadOnlySpan<byte> signed, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        Signed = signed;
        Header = header;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>What the signature is over: the characters as they were received, never a second encoding of the content.</summary>
    public ReadOnlySpan<byte> Signed { get; }

    public ReadOnlySpan<byte> Header { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>How long a buffer a text needs: its characters and what they decode to.</summary>
    public static int BufferLength(int textLength) => 2 * textLength;

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">Anything of at most <see cref="MaximumLength"/> characters.</param>
    /// <param name="buffer">At least <see cref="BufferLength"/> bytes; the parts lie in it.</param>
    /// <param name="token">The parts, or empty ones.</param>
    /// <returns>False unless there are exactly three parts, none empty, each in its only spelling.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> buffer, out CompactToken token)
    {
        token = default;
        if (text.IsEmpty || text.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        var characters = buffer[..text.Length];
        Encoding.ASCII.GetBytes(text, characters);
        var first = characters.IndexOf(Dot);
        var last = characters.LastIndexOf(Dot);
        if (first <= 0 || first == last || characters[(first + 1)..last].Contains(Dot))
        {
            return false;
        }

        var rest = buffer[text.Length..];
        if (!StrictBase64Url.TryDecode(characters[..first], rest, out var header)
            || !StrictBase64Url.TryDecode(characters[(first + 1)..last], rest[header..], out var payload)
            || !StrictBase64Url.TryDecode(characters[(last + 1)..], rest[(header + payload)..], out var signature))
        {
            return false;
        }

        token = new CompactToken(
            characters[..last], rest[..header], rest.Slice(header, payload), rest.Slice(header + payload, signature));
        return true;
    }
}
