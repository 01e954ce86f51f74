namespace Sojourn.Keys;

/// <summary>A node's copy of the ring, with what is asked of it often worked out. Immutable.</summary>
internal sealed class RingSnapshot
{
    private readonly RingKey?[] _byId = new RingKey?[256];

    public RingSnapshot(long version, KeyRingContent content, DateTimeOffset now)
    {
        Version = version;
        Content = content;
        foreach (var key in content.Keys)
        {
            _byId[key.Id] = key;
        }

        Active = KeySchedule.ActiveOf(content.Keys, now);
        ActiveSigning = content.Signing.Count > 0 ? KeySchedule.ActiveOf(content.Signing, now) : null;
        var next = KeySchedule.NextChangeOf(content.Keys, now);
        var nextSigning = KeySchedule.NextChangeOf(content.Signing, now);
        Until = next < nextSigning ? next : nextSigning;
    }

    /// <summary>The store's version of the ring.</summary>
    public long Version { get; }

    public KeyRingContent Content { get; }

    public RingKey Active { get; }

    public SigningKey? ActiveSigning { get; }

    /// <summary>When another key becomes active, and this copy must be worked out anew.</summary>
    public DateTimeOffset Until { get; }

    public RingKey? Find(byte id) => _byId[id];

    public SigningKey? Find(string kid)
    {
        foreach (var key in Content.Signing)
        {
            if (string.Equals(key.KeyId, kid, StringComparison.Ordinal))
            {
                return key;
            }
        }

        return null;
    }
}
