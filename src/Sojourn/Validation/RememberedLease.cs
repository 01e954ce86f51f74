using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>A lease that this node has verified, with its text: process memory only, like every secret that is kept.</summary>
/// <remarks>The two facts of the last confirmation are written by whoever asked the store; a lost race asks once more.</remarks>
internal sealed class RememberedLease(ReadOnlyMemory<char> text, SessionLease lease)
{
    private long _confirmedAt = long.MinValue / 2;
    private long _confirmedVersion = lease.Version;

    public SessionLease Lease => lease;

    public SessionView View { get; } = new(lease);

    public ReadOnlySpan<char> Text => text.Span;

    /// <summary>Store time, in ticks, at which the store last stood by it.</summary>
    public long ConfirmedAt => Volatile.Read(ref _confirmedAt);

    /// <summary>The newest version of the record that is known to stand by it.</summary>
    public long ConfirmedVersion => Volatile.Read(ref _confirmedVersion);

    /// <summary>Whether exactly this text was verified, in a time that does not depend on where it differs.</summary>
    public bool Holds(ReadOnlySpan<char> presented) => FixedTimeText.AreEqual(text.Span, presented);

    public void Confirm(long version, DateTimeOffset at)
    {
        Volatile.Write(ref _confirmedVersion, version);
        Volatile.Write(ref _confirmedAt, at.UtcTicks);
    }
}
