using System.Buffers.Binary;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>What the store has just said of sessions that are no more: a flood with one old token reads once, not each time.</summary>
/// <remarks>
/// Only genuine tokens get this far, so only whoever had a session can fill it; each overwrites what shares its slot. An end
/// is final, so an ended record may be remembered; a missing one may come back with a restored store, and is asked for again
/// within the staleness bound, like everything that is remembered. Slots are written and read by single references.
/// </remarks>
internal sealed class GoneSessions(SessionPolicy policy)
{
    // 4096 slots of a record without its ticket are about two megabytes when full.
    private const int Capacity = 4096;
    private static readonly TimeSpan AtMost = SessionPolicy.DefaultStalenessBound;

    private readonly TimeSpan _believedFor = policy.StalenessBound < AtMost ? policy.StalenessBound : AtMost;
    private readonly Gone?[] _slots = new Gone?[Capacity];

    /// <summary>Whether the store has just said that a session is gone, and what it said.</summary>
    public bool TryFind(SessionId id, DateTimeOffset now, out RecordAnswer answer)
    {
        var gone = Volatile.Read(ref _slots[SlotOf(id)]);
        var age = gone is null ? TimeSpan.MaxValue : now - gone.Answer.AskedAt;
        var isKnown = gone?.Id == id && age >= TimeSpan.Zero && age < _believedFor;
        answer = isKnown ? gone!.Answer : default;
        return isKnown;
    }

    /// <summary>Remembers an answer, if it says that the session is gone.</summary>
    public void Remember(SessionId id, RecordAnswer answer)
    {
        if (answer.Found is not { } found)
        {
            Volatile.Write(ref _slots[SlotOf(id)], new Gone(id, answer));
        }
        else if (found.Session.Ending is not null)
        {
            var ended = found with { Session = found.Session with { Ticket = default } };
            Volatile.Write(ref _slots[SlotOf(id)], new Gone(id, answer with { Found = ended }));
        }
    }

    private static int SlotOf(SessionId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]) % Capacity;
    }

    private sealed record Gone(SessionId Id, RecordAnswer Answer);
}
