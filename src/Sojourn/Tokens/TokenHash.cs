using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sojourn.Tokens;

/// <summary>What a store keeps of a token's secret: its SHA-256. A dump of these is not a login.</summary>
/// <param name="High">The first sixteen bytes, big-endian.</param>
/// <param name="Low">The last sixteen bytes, big-endian.</param>
/// <remarks>Compare with <see cref="FixedTimeEquals"/> only.</remarks>
public readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    /// <summary>The length of the stored form, in bytes.</summary>
    public const int Length = 32;

    /// <summary>Reads the stored form.</summary>
    /// <param name="bytes"><see cref="Length"/> bytes.</param>
    /// <returns>The hash.</returns>
    public static TokenHash Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    /// <summary>Writes the stored form.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }

    /// <summary>The stored form as a new array.</summary>
    /// <returns><see cref="Length"/> bytes.</returns>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>Compares in a time that does not depend on where two hashes differ.</summary>
    /// <param name="other">The other hash.</param>
    /// <returns>True when they are equal.</returns>
    public bool FixedTimeEquals(TokenHash other)
    {
        Span<byte> mine = stackalloc byte[Length];
        Span<byte> theirs = stackalloc byte[Length];
        WriteTo(mine);
        other.WriteTo(theirs);
        return CryptographicOperations.FixedTimeEquals(mine, theirs);
    }
}
