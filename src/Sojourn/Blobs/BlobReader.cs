using System.Buffers.Binary;
using System.Text;

namespace Sojourn.Blobs;

/// <summary>Reads what <see cref="BlobWriter"/> wrote. Anything that does not fit sets <see cref="IsBroken"/>, never throws.</summary>
internal ref struct BlobReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether something could not be read; every later answer is empty.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether everything was read and nothing was broken.</summary>
    public readonly bool IsComplete => !IsBroken && _rest.IsEmpty;

    public byte Byte() => Take(1) is { Length: 1 } one ? one[0] : (byte)0;

    public DateTimeOffset Instant()
    {
        var milliseconds = Take(8) is { Length: 8 } eight ? BinaryPrimitives.ReadInt64BigEndian(eight) : 0;
        var valid = milliseconds is >= 0 and < 253_402_300_800_000;
        IsBroken |= !valid;
        return DateTimeOffset.FromUnixTimeMilliseconds(valid ? milliseconds : 0);
    }

    /// <summary>A whole number from 0 on.</summary>
    public long Number()
    {
        var number = Take(8) is { Length: 8 } eight ? BinaryPrimitives.ReadInt64BigEndian(eight) : 0;
        IsBroken |= number < 0;
        return number < 0 ? 0 : number;
    }

    /// <summary>As many bytes as asked, or none.</summary>
    public ReadOnlySpan<byte> Raw(int length) => Take(length);

    public string? Text()
    {
        var prefix = Take(2) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;
        return prefix == 0 ? null : Encoding.UTF8.GetString(Take(prefix - 1));
    }

    public ReadOnlySpan<byte> Blob()
    {
        var length = Take(4) is { Length: 4 } four ? BinaryPrimitives.ReadInt32BigEndian(four) : 0;
        return Take(length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (IsBroken || (uint)length > (uint)_rest.Length)
        {
            IsBroken = true;
            return [];
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
