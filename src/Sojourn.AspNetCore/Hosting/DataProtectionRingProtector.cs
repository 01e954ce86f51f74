using Microsoft.AspNetCore.DataProtection;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Protects the key ring with the host's Data Protection keys, which must not live in the same store.</summary>
internal sealed class DataProtectionRingProtector(IDataProtectionProvider provider) : IKeyRingProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("Sojourn.KeyRing.v1");

    public byte[] Protect(byte[] plain) => _protector.Protect(plain);

    public byte[] Unprotect(byte[] protectedRing) => _protector.Unprotect(protectedRing);
}
