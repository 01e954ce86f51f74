using System.Reflection;
using System.Security.Cryptography;
using System.Xml;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Tells Data Protection keys that this node can open from those that it cannot.</summary>
/// <remarks>The clock is the machine's because that of Data Protection is.</remarks>
internal static class OpenKeys
{
    /// <summary>Whether a key can protect something now.</summary>
    public static bool IsUsable(IKey key, DateTimeOffset now) => IsValid(key, now) && FailureOf(key) is null;

    /// <summary>Refuses to go on beside a key that is closed to this node.</summary>
    /// <exception cref="SessionStoreException">A key that is neither expired nor revoked does not open.</exception>
    /// <remarks>
    /// Data Protection takes a key that it cannot open for an unusable one and makes another: a node with the wrong secret would
    /// write keys that its neighbours cannot open, they would answer with keys of theirs, and each would refuse the other's
    /// cookies. Expired and revoked keys protect nothing new and may stay closed.
    /// </remarks>
    public static void ThrowIfClosed(IKeyManager keys)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var key in keys.GetAllKeys())
        {
            if (IsValid(key, now) && FailureOf(key) is { } failure)
            {
                throw StoredXmlCodec.Unusable(KeyFaults.KeyCannotBeOpened(key.KeyId), failure);
            }
        }
    }

    private static bool IsValid(IKey key, DateTimeOffset now) => !key.IsRevoked && key.ExpirationDate > now;

    private static Exception? FailureOf(IKey key)
    {
        try
        {
            _ = key.Descriptor;
            return null;
        }
        catch (Exception failure) when (IsClosed(failure))
        {
            return failure;
        }
    }

    // A key names by text the types that open and read it, which may be of another host, and what they find is what somebody has
    // stored: so a closed key shows itself by whatever loading, creating, decrypting or parsing throws.
    private static bool IsClosed(Exception failure) => failure
        is CryptographicException or XmlException or FormatException or ArgumentException or InvalidOperationException
        or InvalidCastException or NotSupportedException or TypeLoadException or BadImageFormatException
        or MemberAccessException or TargetInvocationException or IOException or UnauthorizedAccessException;
}
