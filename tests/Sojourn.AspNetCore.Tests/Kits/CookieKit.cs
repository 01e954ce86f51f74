using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Kits;

/// <summary>The opaque cookie.</summary>
internal sealed class CookieKit : CarrierKit
{
    public override string Name => "cookie";

    /// <summary>It is the standard: a host that says nothing has it.</summary>
    public override void Choose(SojournOptions options)
    {
    }

    public override string SecretOf(TestSite site, TestBrowser browser) => TokenTexts.SecretOf(browser.Token!);

    public override string Junk(byte keyId) => TokenTexts.Junk(Purpose, keyId);

    public override string Stamped(TestSite site, SessionId id, int generation) => TokenTexts.Of(
        site.Services.GetRequiredService<SessionTokens>().Issue(TokenPurpose.Cookie, id, generation));
}
