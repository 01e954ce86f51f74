using System.Buffers.Binary;
using System.Numerics;
using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>
/// Per-node memory of recently validated sessions: bounded, evicting, read without a lock. It says <em>valid</em> or it
/// says nothing.
/// </summary>
/// <remarks>
/// <para>
/// A table of sets with eight ways, indexed by random bits of the session id. Slots are written and read by single
/// reference writes: a reader sees an entry or does not. Each set counts what invalidated anything in it. A fill notes the
/// count before it reads the store and is dropped if the count has moved: otherwise a fill that began before an end would
/// put the ended session back (Keycloak issue 51127).
/// </para>
/// <para>The lock of a set orders fills against invalidations; readers take none.</para>
/// </remarks>
internal sealed class NearCache
{
    private const int Ways = 8;
    private readonly NearEntry?[] _slots;
    private readonly int[] _invalidations;
    private readonly Lock[] _locks;
    private readonly int _mask;

    /// <param name="capacity">How many sessions it may hold, at least 8; rounded up to a power of two.</param>
    public NearCache(int capacity)
    {
        var sets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, capacity / Ways));
        _slots = new NearEntry?[sets * Ways];
        _invalidations = new int[sets];
        _locks = [.. Enumerable.Range(0, Math.Min(sets, 64)).Select(_ => new Lock())];
        _mask = sets - 1;
    }

    /// <summary>The entry of a session, or null. No allocation, no lock.</summary>
    public NearEntry? Find(SessionId id)
    {
        var start = SetOf(id) * Ways;
        for (var slot = start; slot < start + Ways; slot++)
        {
            if (Volatile.Read(ref _slots[slot]) is { } entry && entry.View.Id == id)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Notes the state before a store read; give it to <see cref="TryFill"/>.</summary>
    public int BeginFill(SessionId id) => Volatile.Read(ref _invalidations[SetOf(id)]);

    /// <summary>Remembers an entry unless something in its set was invalidated since <see cref="BeginFill"/>.</summary>
    public bool TryFill(NearEntry entry, int begun)
    {
        var set = SetOf(entry.View.Id);
        lock (_locks[set % _locks.Length])
        {
            if (_invalidations[set] != begun)
            {
                return false;
            }

            if (Find(entry.View.Id) is { } present)
            {
                // An older version must not replace a newer one that another request has already filled.
                if (present.View.Version > entry.View.Version)
                {
                    return false;
                }

                entry.View.Continue(present.View);
                entry.FirstUsedAt = present.View.Generation == entry.View.Generation
                    ? present.FirstUsedAt
                    : entry.FirstUsedAt;
            }

            Volatile.Write(ref _slots[VictimOf(set, entry.View.Id)], entry);
            return true;
        }
    }

    /// <summary>Forgets a session and every fill of it that is under way.</summary>
    public void Remove(SessionId id)
    {
        var set = SetOf(id);
        lock (_locks[set % _locks.Length])
        {
            _invalidations[set]++;
            RemoveWithLockHeld(set, entry => entry.View.Id == id);
        }
    }

    /// <summary>Forgets every session that fits, and every fill that is under way.</summary>
    public void RemoveAll(Func<SessionView, bool> fits)
    {
        for (var set = 0; set <= _mask; set++)
        {
            lock (_locks[set % _locks.Length])
            {
                _invalidations[set]++;
                RemoveWithLockHeld(set, entry => fits(entry.View));
            }
        }
    }

    private void RemoveWithLockHeld(int set, Func<NearEntry, bool> fits)
    {
        for (var slot = set * Ways; slot < (set + 1) * Ways; slot++)
        {
            if (_slots[slot] is { } entry && fits(entry))
            {
                Volatile.Write(ref _slots[slot], null);
            }
        }
    }

    /// <summary>The slot that already holds the session, else a free one, else the one used longest ago.</summary>
    private int VictimOf(int set, SessionId id)
    {
        var victim = set * Ways;
        for (var slot = victim; slot < (set + 1) * Ways; slot++)
        {
            if (_slots[slot]?.View.Id == id)
            {
                return slot;
            }

            if ((_slots[slot]?.UsedAt ?? 0) < (_slots[victim]?.UsedAt ?? 0))
            {
                victim = slot;
            }
        }

        return victim;
    }

    private int SetOf(SessionId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) & _mask;
    }
}
