namespace Sojourn.Keys;

/// <summary>Encrypts the key ring with a key from outside the store, so that a dump of the store yields no keys.</summary>
/// <remarks>Safe for concurrent use. The ASP.NET Core package implements it with Data Protection.</remarks>
public interface IKeyRingProtector
{
    /// <summary>Encrypts and authenticates.</summary>
    /// <param name="plain">The ring's own format.</param>
    /// <returns>What the store may keep.</returns>
    byte[] Protect(byte[] plain);

    /// <summary>Decrypts and verifies.</summary>
    /// <param name="protectedRing">What <see cref="Protect"/> returned, on this node or on another with the same key.</param>
    /// <returns>The ring's own format.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, or the key is another.</exception>
    byte[] Unprotect(byte[] protectedRing);
}
