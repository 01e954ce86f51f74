namespace Sojourn.AspNetCore.Keys;

/// <summary>The messages about key-encryption keys and kept Data Protection keys, each with its stable id and a page.</summary>
internal static class KeyFaults
{
    public static string WeakSecret(string found) =>
        $"SOJ3030: 'Sojourn:Keys:Secret' must be base64 of at least 32 random bytes but {found}. "
        + "Make one with 'openssl rand -base64 32'.";

    public static string NoKeyEncryptionKey() =>
        "SOJ3031: 'PersistKeysToSojourn()' needs a key-encryption key from outside the session store and found none. "
        + "Set 'Sojourn:Keys:Secret', or call 'ProtectKeysWithCertificate' or its like beside it.";

    public static string AffectedDataProtection(string version) =>
        $"SOJ3032: A Data Protection package without the fault of CVE-2026-40372 was expected and '{version}' was loaded. "
        + "Update the package 'Microsoft.AspNetCore.DataProtection' to 10.0.7 or later, or remove the reference and use the "
        + "shared framework's copy.";

    public static string NoStoreForKeys() =>
        "SOJ3033: 'PersistKeysToSojourn()' needs a session store and found none. "
        + "Register a store on what 'AddSojourn()' returns, or keep the Data Protection keys elsewhere.";

    public static string UnprotectedKey() =>
        "SOJ3034: A Data Protection key that is encrypted was expected for the session store and one in the clear was found; it is "
        + "neither written nor used. Set 'Sojourn:Keys:Secret' or call 'ProtectKeysWithCertificate'; a ring that was begun in "
        + "Development must not be taken into production.";

    public static string KeyCannotBeOpened(Guid keyId) =>
        $"SOJ3035: The Data Protection key '{keyId:D}' in the session store cannot be opened with this node's key-encryption key. "
        + "Give every node the 'Sojourn:Keys:Secret' or the certificate that it was written with.";

    public static string KeyCouldNotBeStored() =>
        "SOJ3036: A Data Protection key was to be kept in the session store and the store did not confirm it. "
        + "Nothing was lost: it is tried again. The cause is inside.";

    public static string UnknownKeysFormat() =>
        "SOJ3037: The Data Protection keys in the session store have a format that this version does not know. "
        + "Run a version at least as new as the one that wrote them.";

    public static string UnusedSecret() =>
        "SOJ3038: 'Sojourn:Keys:Secret' is set and nothing was found that uses it: Data Protection keys are not kept in the session "
        + "store. Call 'PersistKeysToSojourn()' on what 'AddDataProtection()' returns, or remove the secret.";

    public static string OtherSecret() =>
        "The element was encrypted under another 'Sojourn:Keys:Secret'.";
}
