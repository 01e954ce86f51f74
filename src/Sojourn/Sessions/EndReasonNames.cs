namespace Sojourn.Sessions;

/// <summary>The names of the end reasons on the wire, in logs and in metrics.</summary>
public static class EndReasonNames
{
    private static readonly string[] Names =
    [
        "none", "signed-out", "revoked", "idle", "absolute", "cut-off", "reuse", "replaced", "limit",
        "credentials-changed", "binding-failed", "risk",
    ];

    /// <summary>The stable name of a reason.</summary>
    /// <param name="reason">A reason of the closed list.</param>
    /// <returns>Lower-case words with hyphens; <c>_OTHER</c> for a number that this version does not know.</returns>
    public static string Of(EndReason reason) =>
        (uint)reason < (uint)Names.Length ? Names[(int)reason] : "_OTHER";
}
