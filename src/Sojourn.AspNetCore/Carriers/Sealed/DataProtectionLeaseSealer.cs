using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.Leases;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Sealed;

// A lease without a store is a value of the host's Data Protection (authenticated encryption under a key that the value
// names), transmitted as base64url without padding, in its one spelling. Its purposes are "Sojourn.Sealed", "storeless.v1"
// and the cookie's name: under another name it does not open, and where there is a store neither.

/// <summary>Seals leases with the host's Data Protection keys, which its nodes share and which it rotates and revokes.</summary>
internal sealed class DataProtectionLeaseSealer(IDataProtectionProvider provider, string name) : ILeaseSealer
{
    private const int LongestText = 16_384;

    private readonly IDataProtector _protector = provider.CreateProtector("Sojourn.Sealed", "storeless.v1", name);

    public string Seal(SessionLease lease)
    {
        var plain = LeaseCodec.Write(lease);
        var text = Base64Url.EncodeToString(_protector.Protect(plain));
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    // The host may have chosen another algorithm, so only a seal tells how long a seal is.
    public int LengthOf(SessionLease lease) => Seal(lease).Length;

    public ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Open(text.Span));

    private SessionLease? Open(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return null;
        }

        Span<byte> spelled = new byte[text.Length];
        var bytes = new byte[text.Length];
        if (!Encoding.ASCII.TryGetBytes(text, spelled, out _) || !StrictBase64Url.TryDecode(spelled, bytes, out var written))
        {
            return null;
        }

        try
        {
            // With a token inside it would be a lease of a deployment with a store.
            return LeaseCodec.Read(_protector.Unprotect(bytes[..written])) is { Reference: null } lease ? lease : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
