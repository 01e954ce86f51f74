using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Opens what <see cref="SecretXmlEncryptor"/> has sealed.</summary>
/// <remarks>Data Protection finds it by the name that each key is stored with: neither name nor constructor may change.</remarks>
internal sealed class SecretXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var secret = SecretXmlEncryptor.SecretOf(services) ?? throw new CryptographicException(KeyFaults.OtherSecret());
        return XElement.Parse(SecretXmlCipher.Open(secret, encryptedElement.Value));
    }
}
