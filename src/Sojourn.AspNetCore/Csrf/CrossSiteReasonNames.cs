namespace Sojourn.AspNetCore.Csrf;

/// <summary>The names of the reasons in logs, metrics and audit events; they are never renamed.</summary>
internal static class CrossSiteReasonNames
{
    private static readonly string[] Names =
    [
        "no-evidence", "exempt", "safe", "same-origin", "none", "trusted", "origin", "referer", "custom-header",
        "no-credential", "bad-origin", "site", "null-origin",
    ];

    public static string Of(CrossSiteReason reason) =>
        (uint)reason < (uint)Names.Length ? Names[(int)reason] : "_OTHER";
}
