using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Sojourn.Keys;

/// <summary>A key for each hour, derived from one: random 96-bit nonces allow one key 2^32 seals.</summary>
/// <remarks>
/// Safe for concurrent use. Source: NIST SP 800-38D section 8.3. A key is derived again when it was forgotten, so the memory
/// may be cut at any time; it is bounded because the hour is what a client sends.
/// </remarks>
internal sealed class HourlyKeys(byte[] root)
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<uint, HourlyKey> _known = new();

    public HourlyKey Of(uint hour)
    {
        if (_known.TryGetValue(hour, out var known))
        {
            return known;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        var key = Derive(hour);
        return _known.GetOrAdd(hour, key);
    }

    private HourlyKey Derive(uint hour)
    {
        Span<byte> info = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(info, hour);
        var key = new byte[RingKey.MaterialLength];
        HKDF.Expand(HashAlgorithmName.SHA256, root, key, info);
        return new HourlyKey(key);
    }
}
