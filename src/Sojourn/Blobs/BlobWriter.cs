using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sojourn.Blobs;

/// <summary>Writes the domain's small binary formats: big-endian numbers, length-prefixed texts and blobs.</summary>
internal sealed class BlobWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>An instant from 1970 on as Unix milliseconds, eight bytes: what a reader would refuse is not written.</summary>
    public void Instant(DateTimeOffset value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, DateTimeOffset.UnixEpoch);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(8), value.ToUnixTimeMilliseconds());
        _buffer.Advance(8);
    }

    /// <summary>A whole number from 0 on, eight bytes.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>Bytes as they are; the reader knows how many.</summary>
    public void Raw(ReadOnlySpan<byte> value) => _buffer.Write(value);

    /// <summary>A text as two bytes of length + 1 (0 = null) and UTF-8.</summary>
    public void Text(string? value)
    {
        var length = value is null ? -1 : Encoding.UTF8.GetByteCount(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, ushort.MaxValue - 1, nameof(value));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(2), (ushort)(length + 1));
        _buffer.Advance(2);
        if (value is not null)
        {
            Encoding.UTF8.GetBytes(value, _buffer);
        }
    }

    /// <summary>Bytes behind four bytes of length.</summary>
    public void Blob(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(4), value.Length);
        _buffer.Advance(4);
        _buffer.Write(value);
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
