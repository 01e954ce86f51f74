using System.Buffers.Binary;
using Sojourn.Stores;

namespace Sojourn.Keys;

// The ring's format, before it is protected:
//
//   offset width field
//        0     1 version, 1
//        1     1 number of keys, 1 to 255
//        2   41n each key: id (1), created at in Unix milliseconds (8, big-endian), material (32); the last is active
//
// A reader refuses every other version, any length that does not fit, a key id that is 0 or comes twice, and an instant
// outside the years 1970 to 9999.

/// <summary>Writes and reads the key ring.</summary>
internal static class KeyRingCodec
{
    private const byte Version = 1;
    private const int HeaderLength = 2;
    private const int KeyLength = 1 + 8 + RingKey.MaterialLength;
    private const long FirstInvalidInstant = 253_402_300_800_000;

    public static byte[] Write(IReadOnlyList<RingKey> keys)
    {
        var bytes = new byte[HeaderLength + (keys.Count * KeyLength)];
        bytes[0] = Version;
        bytes[1] = checked((byte)keys.Count);
        for (var index = 0; index < keys.Count; index++)
        {
            var slot = bytes.AsSpan(HeaderLength + (index * KeyLength), KeyLength);
            slot[0] = keys[index].Id;
            BinaryPrimitives.WriteInt64BigEndian(slot[1..], keys[index].CreatedAt.ToUnixTimeMilliseconds());
            keys[index].Material.CopyTo(slot[9..]);
        }

        return bytes;
    }

    public static IReadOnlyList<RingKey> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != Version || bytes[1] == 0
            || bytes.Length != HeaderLength + (bytes[1] * KeyLength))
        {
            throw new SessionStoreException(Errors.UnknownKeyRingFormat(), cause: null);
        }

        var keys = new List<RingKey>(bytes[1]);
        for (var index = 0; index < bytes[1]; index++)
        {
            var slot = bytes.Slice(HeaderLength + (index * KeyLength), KeyLength);
            var createdAt = BinaryPrimitives.ReadInt64BigEndian(slot[1..]);
            var id = slot[0];
            if (id == 0 || keys.Exists(key => key.Id == id) || createdAt is < 0 or >= FirstInvalidInstant)
            {
                throw new SessionStoreException(Errors.UnknownKeyRingFormat(), cause: null);
            }

            keys.Add(new RingKey(id, DateTimeOffset.FromUnixTimeMilliseconds(createdAt), slot[9..].ToArray()));
        }

        return keys;
    }
}
