using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Keys;

// The Data Protection keys as the store keeps them: UTF-8 text of one XML document.
//
//   <dataProtectionKeys version="1">   a reader refuses any other version
//     <key ...> or <revocation ...>    the elements of Data Protection in the order of their storing, secrets encrypted
//   </dataProtectionKeys>

/// <summary>Writes and reads the stored Data Protection keys.</summary>
internal static class StoredXmlCodec
{
    private const string Root = "dataProtectionKeys";
    private const string Version = "1";

    public static byte[] Write(IEnumerable<XElement> elements) => Encoding.UTF8.GetBytes(
        new XElement(Root, new XAttribute("version", Version), elements).ToString(SaveOptions.DisableFormatting));

    /// <exception cref="SessionStoreException">Not a document of this version.</exception>
    public static IReadOnlyList<XElement> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        try
        {
            var root = XElement.Parse(Encoding.UTF8.GetString(bytes.Span));
            return root.Name == Root && string.Equals((string?)root.Attribute("version"), Version, StringComparison.Ordinal)
                ? [.. root.Elements()]
                : throw Unusable(KeyFaults.UnknownKeysFormat());
        }
        catch (XmlException failure)
        {
            throw Unusable(KeyFaults.UnknownKeysFormat(), failure);
        }
    }

    /// <summary>What the store gave was read and may not be used; the cause tells it from a store that did not answer.</summary>
    public static SessionStoreException Unusable(string message, Exception? failure = null) =>
        new(message, new InvalidDataException(message, failure));

    /// <summary>Whether the store did not answer.</summary>
    public static bool IsOutage(Exception failure) =>
        failure is SessionStoreException { InnerException: not InvalidDataException };
}
