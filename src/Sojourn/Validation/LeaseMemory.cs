using System.Numerics;

namespace Sojourn.Validation;

/// <summary>Per-node memory of verified leases: bounded, evicting, read without a lock.</summary>
/// <remarks>
/// Found by the last characters of the text, which are authenticator bits in every carrier and so spread by themselves, and
/// confirmed by comparing the whole text. Only verified texts get in, so a flood of forgeries evicts nothing. What has
/// become of the session since is asked elsewhere, at every use: only the removal of a key forgets anything here, and
/// <see cref="_epoch"/> counts those: what was verified with a key before its removal is not remembered after it.
/// </remarks>
internal sealed class LeaseMemory
{
    private const int Ways = 4;
    private const int KeyLength = 16;

    private readonly RememberedLease?[] _slots;
    private readonly int _mask;
    private int _epoch;

    /// <param name="capacity">How many leases it may hold; rounded up to a power of two.</param>
    public LeaseMemory(int capacity)
    {
        var sets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, capacity / Ways));
        _slots = new RememberedLease?[sets * Ways];
        _mask = sets - 1;
    }

    /// <summary>The lease with exactly this text, or null. No allocation, no lock.</summary>
    public RememberedLease? Find(ReadOnlySpan<char> text)
    {
        var start = SetOf(text) * Ways;
        for (var slot = start; slot < start + Ways; slot++)
        {
            if (Volatile.Read(ref _slots[slot]) is { } lease && lease.Text.Length == text.Length && lease.Holds(text))
            {
                return lease;
            }
        }

        return null;
    }

    /// <summary>Notes the state before a lease is verified; give it to <see cref="Add"/>.</summary>
    public int BeginFill() => Volatile.Read(ref _epoch);

    /// <summary>Remembers a lease, in place of the one of its set that lapses first, unless all were forgotten meanwhile.</summary>
    public void Add(RememberedLease lease, int begun)
    {
        var start = SetOf(lease.Text) * Ways;
        var victim = start;
        for (var slot = start; slot < start + Ways; slot++)
        {
            if (Volatile.Read(ref _slots[slot]) is not { } present)
            {
                victim = slot;
                break;
            }

            if (_slots[victim] is { } chosen && present.Lease.BelievedUntil < chosen.Lease.BelievedUntil)
            {
                victim = slot;
            }
        }

        // Looked at after the write, which is a full fence: a removal from before it is seen here, a later one clears the slot.
        Interlocked.Exchange(ref _slots[victim], lease);
        if (Volatile.Read(ref _epoch) != begun)
        {
            Interlocked.CompareExchange(ref _slots[victim], null, lease);
        }
    }

    /// <summary>Forgets every lease, and every one that is being verified.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _epoch);
        Array.Clear(_slots);
    }

    private int SetOf(ReadOnlySpan<char> text)
    {
        var key = text.Length > KeyLength ? text[^KeyLength..] : text;
        var hash = 14695981039346656037UL;
        foreach (var character in key)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return (int)(hash >> 32) & _mask;
    }
}
