using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>The validator's answer.</summary>
internal readonly record struct ValidationResult
{
    public ValidationStatus Status { get; init; }

    /// <summary>Why it ended, when it has.</summary>
    public EndReason Reason { get; init; }

    /// <summary>The credential's hash matched the ended record, so the reason may be told.</summary>
    public bool HolderProven { get; init; }

    /// <summary>When true, <see cref="Successor"/> replaces what the browser holds.</summary>
    public bool HasSuccessor { get; init; }

    public SessionToken Successor { get; init; }

    /// <summary>The lease that was presented and is genuine, believed or not.</summary>
    public SessionLease? Lease { get; init; }

    /// <summary>When true the carrier writes its credential anew from <see cref="Session"/>: same token, a fresh lease.</summary>
    public bool MustReseal { get; init; }

    /// <summary>When true the store could not be asked, and the outage lease let the session go on.</summary>
    public bool IsOutage { get; init; }

    /// <summary>The session, when active.</summary>
    public SessionView? Session { get; init; }

    public static ValidationResult Active(SessionView session) =>
        new() { Status = ValidationStatus.Active, Session = session };

    public static ValidationResult Of(ValidationStatus status) => new() { Status = status };

    public static ValidationResult Ended(EndReason reason, bool holderProven) =>
        new() { Status = ValidationStatus.Ended, Reason = reason, HolderProven = holderProven };
}
