using System.Xml.Linq;

namespace Sojourn.AspNetCore.Keys;

public sealed class XmlKeyGuardTests
{
    private const string Namespace = "xmlns:d='http://schemas.asp.net/2015/03/dataProtection'";

    [Theory]
    [InlineData("<revocation version='1'><key id='*'/></revocation>", true)]
    [InlineData("<key><d:encryptedSecret decryptorType='Some.Decryptor, Some'><x>AA==</x></d:encryptedSecret></key>", true)]
    [InlineData("<key><descriptor><masterKey><value>AA==</value></masterKey></descriptor></key>", false)]
    [InlineData("<key><own d:requiresEncryption='true'>AA==</own></key>", false)]
    [InlineData("<key><own>AA==</own></key>", false)]
    [InlineData("<key><d:encryptedSecret decryptorType='Some'/><masterKey/></key>", false)]
    [InlineData("<key><d:encryptedSecret decryptorType='Microsoft.AspNetCore.DataProtection.XmlEncryption.NullXmlDecryptor, M'><x/></d:encryptedSecret></key>", false)]
    [InlineData("<key><d:encryptedSecret decryptorType='Own'><unencryptedKey/></d:encryptedSecret></key>", false)]
    [InlineData("<other/>", false)]
    public void Only_revocations_and_keys_without_a_secret_in_the_clear_pass(string xml, bool passes) =>
        Assert.Equal(passes, XmlKeyGuard.IsProtected(XElement.Parse($"<root {Namespace}>{xml}</root>").Elements().Single()));
}
