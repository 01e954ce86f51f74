using System.Numerics;

namespace Sojourn.Validation;

/// <summary>Per-node memory of verified leases: bounded, evicting, read without a lock.</summary>
/// <remarks>
/// Found by the last characters of the text, which are authenticator bits in every carrier and so spread by themselves, and
/// confirmed by comparing the whole text. Only verified texts get in, so a flood of forgeries evicts nothing. What has
/// become of the session since is asked elsewhere, at every use: nothing needs to be removed from here.
/// </remarks>
internal sealed class LeaseMemory
{
    private const int Ways = 4;
    private const int KeyLength = 16;

    private readonly RememberedLease?[] _slots;
    private readonly int _mask;

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

    /// <summary>Remembers a lease, in place of the one of its set that lapses first.</summary>
    public RememberedLease Add(RememberedLease lease)
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

        Volatile.Write(ref _slots[victim], lease);
        return lease;
    }

    /// <summary>Forgets every lease.</summary>
    public void Clear() => Array.Clear(_slots);

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
