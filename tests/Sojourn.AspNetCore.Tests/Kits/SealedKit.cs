using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Kits;

/// <summary>The sealed cookie.</summary>
internal sealed class SealedKit : CarrierKit
{
    public override string Name => "sealed";

    public override void Choose(SojournOptions options) => options.Carrier = Carrier.Sealed;

    public override string SecretOf(TestSite site, TestBrowser browser) =>
        TokenTexts.SecretOf(TokenTexts.Of(LeaseOf(site, browser.Token!).Reference!.Value));

    public override string Junk(byte keyId)
    {
        var bytes = RandomNumberGenerator.GetBytes(600);
        bytes[0] = 1;
        bytes[1] = keyId;
        return "1" + Base64Url.EncodeToString(bytes);
    }

    public override string Stamped(TestSite site, SessionId id, int generation)
    {
        var now = site.Services.GetRequiredService<StoreClock>().Now;
        var lease = new SessionLease
        {
            Id = id,
            Carrier = Carrier.Sealed,
            Subject = new SubjectId("ada"),
            Kind = "browser",
            Generation = generation,
            Version = 1,
            AuthenticatedAt = now,
            Proof = new SessionProof(now, ["pwd"], Assurance: null),
            LastActivityAt = now,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = now + TimeSpan.FromHours(12),
            IssuedAt = now - TimeSpan.FromMinutes(6),
            BelievedUntil = now - TimeSpan.FromMinutes(1),
            Reference = site.Services.GetRequiredService<SessionTokens>().Issue(TokenPurpose.Sealed, id, generation),
        };
        return "1" + SealerOf(site).Seal(lease);
    }

    /// <summary>What a cookie says, read with the site's own keys.</summary>
    public static SessionLease LeaseOf(TestSite site, string kept)
    {
        var opened = SealerOf(site).OpenAsync(kept.AsMemory(1), CancellationToken.None).AsTask();
        Assert.True(opened.IsCompletedSuccessfully);
        return opened.GetAwaiter().GetResult()!;
    }

    private static ILeaseSealer SealerOf(TestSite site) =>
        site.Services.GetRequiredService<LeaseSealerOf>()(TestBrowser.SessionCookie);
}
