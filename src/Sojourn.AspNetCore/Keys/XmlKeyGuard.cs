using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Looks at what is really written: a key whose secret is in the clear must not reach a store.</summary>
internal static class XmlKeyGuard
{
    private static readonly XNamespace DataProtection = "http://schemas.asp.net/2015/03/dataProtection";

    /// <summary>Whether an element holds no secret in the clear: it is a revocation, or a key whose secret is encrypted.</summary>
    /// <remarks>
    /// A key without an encrypted part is refused whatever its form, since a descriptor of the host's own may name its secret as
    /// it likes. The encryptor that encrypts nothing leaves an encrypted part as well: it is known by its decryptor.
    /// </remarks>
    public static bool IsProtected(XElement element)
    {
        var encrypted = element.Descendants(DataProtection + "encryptedSecret").ToList();
        var isClear = element.DescendantsAndSelf().Any(part =>
            part.Name.LocalName is "masterKey" or "unencryptedKey" || part.Attribute(DataProtection + "requiresEncryption") is not null);
        return !isClear
            && !encrypted.Exists(part => DecryptorOf(part).StartsWith(typeof(NullXmlDecryptor).FullName!, StringComparison.Ordinal))
            && (encrypted.Count > 0 || IsRevocation(element));
    }

    /// <summary>Whether an element takes keys out of use; every other one adds a key.</summary>
    public static bool IsRevocation(XElement element) =>
        string.Equals(element.Name.LocalName, "revocation", StringComparison.Ordinal);

    /// <summary>The element as it is stored: our own decryptor is named without a version.</summary>
    /// <remarks>By its full name a node of an older version could not load the type while nodes are being updated.</remarks>
    public static XElement Storable(XElement element)
    {
        var copy = new XElement(element);
        foreach (var part in copy.Descendants(DataProtection + "encryptedSecret"))
        {
            if (DecryptorOf(part).StartsWith(typeof(SecretXmlDecryptor).FullName!, StringComparison.Ordinal))
            {
                part.SetAttributeValue("decryptorType", $"{typeof(SecretXmlDecryptor).FullName}, {typeof(SecretXmlDecryptor).Assembly.GetName().Name}");
            }
        }

        return copy;
    }

    private static string DecryptorOf(XElement encrypted) => (string?)encrypted.Attribute("decryptorType") ?? "";
}
