using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Sessions;

/// <summary>The outcome of a rotation, re-issue or rise of privilege.</summary>
/// <param name="Status">Active when there is a token to hand out; otherwise what the presented one turned out to be.</param>
/// <param name="Reason">Why the session ended, when it has.</param>
/// <param name="View">The session as the new token sees it, when active.</param>
/// <param name="Token">What the browser gets, when active and <paramref name="IsNew"/>.</param>
/// <param name="IsNew">False when the presented token stays the right one.</param>
internal sealed record IssueResult(
    ValidationStatus Status, EndReason Reason, SessionView? View, SessionToken Token, bool IsNew)
{
    /// <summary>The presented token's hash matched the ended record, so the reason may be told.</summary>
    public bool HolderProven { get; init; }

    /// <summary>Only what was shown beside the lease fell short: the lease is worth what it was, and nothing has changed.</summary>
    public bool LeaseStands { get; init; }

    /// <summary>What the request that presented the token learns from the refusal.</summary>
    public ValidationResult ToValidation() => Status == ValidationStatus.Ended
        ? ValidationResult.Ended(Reason, HolderProven)
        : ValidationResult.Of(Status);

    public static IssueResult Refused(ValidationStatus status, EndReason reason = EndReason.None) =>
        new(status, reason, View: null, Token: default, IsNew: false);
}
