using System.Buffers.Binary;
using System.Security.Cryptography;
using Sojourn.Stores;

namespace Sojourn.Keys;

// The ring's format, before it is protected. Version 2; instants are Unix milliseconds (8, big-endian):
//
//   offset width field
//        0     1 version, 2
//        1     1 id given last, 1 to 255
//        2     1 number of session keys, 1 to 255
//        3   49n each: id (1), created at (8), active at (8), material (32); oldest first
//        .     1 number of signing keys, 0 to 255
//        .       each: algorithm (1), created at (8), active at (8), length (2, big-endian), private key (PKCS#8)
//
// Version 1 is read and never written: version (1), number of keys (1), then each key: id (1), created at (8), material (32);
// a key was active from its creation, and the last id is the last key's.
//
// A reader refuses every other version, any length that does not fit, a key id that is 0 or comes twice, an algorithm that
// it does not know, a private key that is none of that algorithm or a weak one, and an instant outside the years 1970 to 9999.

/// <summary>Writes and reads the key ring.</summary>
internal static class KeyRingCodec
{
    private const byte FirstVersion = 1;
    private const byte Version = 2;
    private const int InstantLength = 8;
    private const long FirstInvalidInstant = 253_402_300_800_000;

    public static byte[] Write(KeyRingContent ring)
    {
        using var stream = new MemoryStream();
        stream.Write([Version, ring.LastId, checked((byte)ring.Keys.Count)]);
        foreach (var key in ring.Keys)
        {
            stream.WriteByte(key.Id);
            WriteInstants(stream, key);
            stream.Write(key.Material);
        }

        stream.WriteByte(checked((byte)ring.Signing.Count));
        Span<byte> length = stackalloc byte[2];
        foreach (var key in ring.Signing)
        {
            stream.WriteByte((byte)key.Algorithm);
            WriteInstants(stream, key);
            BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)key.Material.Length));
            stream.Write(length);
            stream.Write(key.Material);
        }

        return stream.ToArray();
    }

    public static KeyRingContent Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        try
        {
            var version = Take(ref rest, 1)[0];
            var lastId = version == Version ? Take(ref rest, 1)[0] : (byte)0;
            var keys = ReadKeys(ref rest, version);
            var signing = version == Version ? ReadSigning(ref rest) : [];
            lastId = version == Version ? lastId : keys[^1].Id;
            return version is FirstVersion or Version && rest.IsEmpty && lastId != 0
                ? new KeyRingContent(lastId, keys, signing)
                : throw Refused();
        }
        catch (Exception failure) when (failure is CryptographicException or PlatformNotSupportedException)
        {
            // A private key that is none here: the ring was protected by us, so it is another version's, or damaged before.
            throw Refused();
        }
    }

    private static List<RingKey> ReadKeys(ref ReadOnlySpan<byte> rest, byte version)
    {
        var count = Take(ref rest, 1)[0];
        var keys = new List<RingKey>(count);
        for (var index = 0; index < count; index++)
        {
            var id = Take(ref rest, 1)[0];
            var createdAt = ReadInstant(ref rest);
            var activeAt = version == Version ? ReadInstant(ref rest) : createdAt;
            var material = Take(ref rest, RingKey.MaterialLength).ToArray();
            if (id == 0 || keys.Exists(key => key.Id == id))
            {
                throw Refused();
            }

            keys.Add(new RingKey(id, createdAt, material, activeAt));
        }

        return count > 0 ? keys : throw Refused();
    }

    private static List<SigningKey> ReadSigning(ref ReadOnlySpan<byte> rest)
    {
        var count = Take(ref rest, 1)[0];
        var keys = new List<SigningKey>(count);
        for (var index = 0; index < count; index++)
        {
            var algorithm = (SigningAlgorithm)Take(ref rest, 1)[0];
            var createdAt = ReadInstant(ref rest);
            var activeAt = ReadInstant(ref rest);
            var material = Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2))).ToArray();
            if (algorithm == SigningAlgorithm.None || !Enum.IsDefined(algorithm))
            {
                throw Refused();
            }

            keys.Add(new SigningKey(algorithm, createdAt, material, activeAt));
        }

        return keys;
    }

    private static void WriteInstants(MemoryStream stream, IScheduledKey key)
    {
        Span<byte> instants = stackalloc byte[2 * InstantLength];
        BinaryPrimitives.WriteInt64BigEndian(instants, key.CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(instants[InstantLength..], key.ActiveAt.ToUnixTimeMilliseconds());
        stream.Write(instants);
    }

    private static DateTimeOffset ReadInstant(ref ReadOnlySpan<byte> rest)
    {
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, InstantLength));
        return milliseconds is >= 0 and < FirstInvalidInstant
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Refused();
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int length)
    {
        if (rest.Length < length)
        {
            throw Refused();
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    // The cause tells a ring that was read and not understood from a store that could not be read.
    private static SessionStoreException Refused() =>
        new(Errors.UnknownKeyRingFormat(), new InvalidDataException("The bytes do not fit a known version of the ring."));
}
