using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Encrypts Data Protection keys under <c>Sojourn:Keys:Secret</c>; without one leaves them in the clear, which only Development may store.</summary>
/// <remarks>The options are asked late: the options of Data Protection are made while those of Sojourn are being checked.</remarks>
internal sealed class SecretXmlEncryptor(IServiceProvider services) : IXmlEncryptor
{
    public const string ElementName = "sealedBySecret";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        if (SecretOf(services) is not { } secret)
        {
            return new NullXmlEncryptor().Encrypt(plaintextElement);
        }

        var text = SecretXmlCipher.Seal(secret, plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement(ElementName, text), typeof(SecretXmlDecryptor));
    }

    public static byte[]? SecretOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<SojournOptions>>().Value.Keys.Secret is { } secret
            ? Convert.FromBase64String(secret)
            : null;
}
