using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Refuses at start to keep Data Protection keys in the store without a key-encryption key from outside it.</summary>
internal sealed class KeyEncryptionCheck(IOptions<KeyManagementOptions> keys, IHostEnvironment environment) : IValidateOptions<SojournOptions>
{
    public ValidateOptionsResult Validate(string? name, SojournOptions options) =>
        environment.IsDevelopment() || IsEncrypted(options)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(KeyFaults.NoKeyEncryptionKey());

    /// <summary>Whether keys are encrypted, by the host's own means or by the secret.</summary>
    public bool IsEncrypted(SojournOptions options) => keys.Value.XmlEncryptor switch
    {
        null or NullXmlEncryptor => false,
        SecretXmlEncryptor => options.Keys.Secret is not null,
        _ => true,
    };
}
