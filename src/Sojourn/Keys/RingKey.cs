using System.Security.Cryptography;

namespace Sojourn.Keys;

/// <summary>One key of the ring, with a subkey for each purpose so that no purpose can stand in for another.</summary>
internal sealed class RingKey : IScheduledKey
{
    /// <summary>The length of the material, in bytes.</summary>
    public const int MaterialLength = 32;

    private readonly HourlyKeys _sealing;

    /// <param name="id">1 to 255.</param>
    /// <param name="createdAt">When it was announced.</param>
    /// <param name="material">32 random bytes.</param>
    /// <param name="activeAt">From when on it makes what is new; null = at once.</param>
    public RingKey(byte id, DateTimeOffset createdAt, byte[] material, DateTimeOffset? activeAt = null)
    {
        Id = id;
        CreatedAt = createdAt;
        ActiveAt = activeAt ?? createdAt;
        Material = material;
        TagKey = Subkey("sojourn:tag"u8);
        DerivationKey = Subkey("sojourn:derivation"u8);
        TicketKey = Subkey("sojourn:ticket"u8);
        _sealing = new HourlyKeys(Subkey("sojourn:sealing"u8));
    }

    /// <summary>1 to 255; stamped on every token made with this key.</summary>
    public byte Id { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset ActiveAt { get; }

    public byte[] Material { get; }

    /// <summary>Stamps tokens. A leak of it alone lets somebody end sessions, not enter them.</summary>
    public byte[] TagKey { get; }

    /// <summary>Derives the successor of a refreshed token.</summary>
    public byte[] DerivationKey { get; }

    /// <summary>Root of the per-session keys that seal tickets at rest.</summary>
    public byte[] TicketKey { get; }

    /// <summary>The key that seals what is issued in one hour.</summary>
    /// <param name="hour">Hours since 1970.</param>
    public HourlyKey SealingKeyOf(uint hour) => _sealing.Of(hour);

    public static RingKey Create(byte id, DateTimeOffset createdAt, DateTimeOffset? activeAt = null) =>
        new(id, createdAt, RandomNumberGenerator.GetBytes(MaterialLength), activeAt);

    private byte[] Subkey(ReadOnlySpan<byte> purpose)
    {
        var key = new byte[MaterialLength];
        HKDF.Expand(HashAlgorithmName.SHA256, Material, key, purpose);
        return key;
    }
}
