namespace Sojourn;

/// <summary>Every message of the domain, each with its stable id and a page in docs/reference/errors.</summary>
/// <remarks>Three parts: what was expected, what was found, what to do. Never a token, ticket or key.</remarks>
internal static class Errors
{
    public static string UnknownKeyRingFormat() =>
        "SOJ1501: The key ring in the store has a format that this version does not know. "
        + "Run a version at least as new as the one that wrote it.";

    public static string KeyRingCannotBeOpened() =>
        "SOJ1502: The key ring in the store cannot be opened with this node's key-encryption key. "
        + "Give every node that shares the store the same Data Protection keys and application name; "
        + "only if the old keys are lost for good, delete the ring, which signs everybody out.";

    public static string KeyRingUnreachableAtStart() =>
        "SOJ1503: The key ring was expected in the session store and the store could not be reached at start. "
        + "Start the store first; the cause is inside.";

    public static string UnknownDetailsFormat() =>
        "SOJ2001: A session record has details in a format that this version does not know. "
        + "Run a version at least as new as the one that wrote it.";

    public static string StoreWasSetBack() =>
        "SOJ2002: The store was expected to know every end that it had confirmed, and it was set back to a state from before. "
        + "Set a cut-off for everyone ('sojourn cut-off', 'CutOffEveryoneAsync'): until then sign-ins from before are refused with 503.";

    public static string InvalidSubject() =>
        "SOJ1001: A subject of 1 to 256 characters was expected and an empty one was found. "
        + "Give the identity a 'NameIdentifier' or 'sub' claim, or name another in 'Sojourn:SubjectClaimTypes'.";

    public static string InvalidTenant() =>
        "SOJ1006: A tenant of 1 to 128 characters was expected and an empty one was found. "
        + "Name the tenant; 'CutOffEveryoneAsync' is the call that means everybody.";

    public static string InvalidDeviceName() =>
        "SOJ1003: A device name of at most 64 characters without control characters was expected.";
}
