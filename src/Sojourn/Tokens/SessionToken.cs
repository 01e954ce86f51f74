using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Sojourn.Sessions;

namespace Sojourn.Tokens;

// The token's format, 54 bytes, transmitted as 72 characters of base64url without padding:
//
//   offset width field
//        0     1 version (high four bits, 1) and purpose (low four bits, TokenPurpose)
//        1     1 id of the ring key that stamped it, 1 to 255
//        2    16 session id, network order
//       18     4 generation, unsigned big-endian, 1 to 2^31 - 1
//       22    16 secret
//       38    16 tag: the first 16 bytes of HMAC-SHA256(tag key, bytes 0 to 37)
//
// 72 characters are 54 whole bytes, so no character has spare bits and a token has exactly one spelling. A reader refuses
// every other version; a new version gets a new number and its own codec beside this one. Golden files pin the format.

/// <summary>The secret that a browser presents. Not a record: it has no equality and never prints its content.</summary>
internal readonly struct SessionToken
{
    /// <summary>The length of the text form, in characters.</summary>
    public const int TextLength = 72;

    /// <summary>The length of the binary form, in bytes.</summary>
    public const int ByteLength = 54;

    /// <summary>How many leading bytes the tag covers.</summary>
    public const int StampedLength = 38;

    /// <summary>The length of secret and tag each, in bytes.</summary>
    public const int SecretLength = 16;

    private const byte Version = 1;

    public SessionToken(TokenPurpose purpose, byte keyId, SessionId id, int generation, UInt128 secret, UInt128 tag)
    {
        Purpose = purpose;
        KeyId = keyId;
        Id = id;
        Generation = generation;
        Secret = secret;
        Tag = tag;
    }

    public SessionId Id { get; }

    public int Generation { get; }

    public byte KeyId { get; }

    public TokenPurpose Purpose { get; }

    internal UInt128 Secret { get; }

    internal UInt128 Tag { get; }

    /// <summary>Reads the shape only: length, alphabet, version. No cryptography, no allocation.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="token">A token that may still be forged, or <c>default</c>.</param>
    /// <returns>False when the text cannot be a token of this version.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out SessionToken token)
    {
        token = default;
        if (text.Length != TextLength)
        {
            return false;
        }

        // DecodeFromChars skips white space, so 72 characters may come to fewer bytes: both counts are checked.
        Span<byte> bytes = stackalloc byte[ByteLength];
        var status = Base64Url.DecodeFromChars(text, bytes, out var consumed, out var written);
        return status == OperationStatus.Done && consumed == TextLength && written == ByteLength
            && TryRead(bytes, out token);
    }

    /// <summary>Writes the text form.</summary>
    /// <param name="destination">At least <see cref="TextLength"/> characters.</param>
    /// <returns>False when the destination is too short.</returns>
    public bool TryFormat(Span<char> destination)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        WriteTo(bytes);
        return Base64Url.TryEncodeToChars(bytes, destination, out _);
    }

    /// <summary>A redaction: a token never prints itself.</summary>
    public override string ToString() => "[session token]";

    /// <summary>Whether two tokens are the same, in a time that does not depend on where the secrets differ.</summary>
    /// <remarks>
    /// The public fields may be compared as usual. Secret and tag are combined without a branch before the one comparison;
    /// unoptimised as the framework's own is, so that no compiler may find a shortcut.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    internal bool FixedTimeEquals(in SessionToken other)
    {
        var difference = (Secret ^ other.Secret) | (Tag ^ other.Tag);
        var isSameHead = Id == other.Id && Generation == other.Generation
            && KeyId == other.KeyId && Purpose == other.Purpose;
        return isSameHead & difference == 0;
    }

    internal void WriteTo(Span<byte> destination)
    {
        destination[0] = (byte)((Version << 4) | (byte)Purpose);
        destination[1] = KeyId;
        Id.WriteTo(destination[2..]);
        BinaryPrimitives.WriteInt32BigEndian(destination[18..], Generation);
        BinaryPrimitives.WriteUInt128BigEndian(destination[22..], Secret);
        BinaryPrimitives.WriteUInt128BigEndian(destination[38..], Tag);
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out SessionToken token)
    {
        var generation = BinaryPrimitives.ReadInt32BigEndian(bytes[18..]);
        token = new SessionToken(
            (TokenPurpose)(bytes[0] & 0x0F),
            bytes[1],
            new SessionId(new Guid(bytes.Slice(2, 16), bigEndian: true)),
            generation,
            BinaryPrimitives.ReadUInt128BigEndian(bytes[22..]),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[38..]));
        return bytes[0] >> 4 == Version && generation > 0 && bytes[1] != 0 && !token.Id.IsDefault;
    }
}
