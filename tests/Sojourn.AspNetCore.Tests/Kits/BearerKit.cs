using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Kits;

/// <summary>Access tokens in a page's memory, and the refresh token in its browser's jar.</summary>
internal class BearerKit : CarrierKit
{
    public override string Name => "bearer";

    public override bool IsAmbient => false;

    public override string Vary => "Cookie, Authorization";

    public override TokenPurpose Purpose => TokenPurpose.RefreshCookie;

    public override IEnumerable<string> EndpointNames => ["Sojourn.RefreshSession"];

    /// <summary>Access tokens live whole seconds.</summary>
    public override TimeSpan LastInstant => TimeSpan.FromMilliseconds(1300);

    public override void Choose(SojournOptions options)
    {
        options.Carrier = Carrier.Bearer;
        options.Bearer.Issuer = TestSite.Origin;
    }

    public override TestBrowser NewBrowser(TestSite site) =>
        new BearerBrowser(site.Server.CreateHandler(), new Uri(TestSite.Origin), site.Clock);

    public override string SecretOf(TestSite site, TestBrowser browser) => TokenTexts.SecretOf(browser.Token!);

    public override string Junk(byte keyId) => TokenTexts.Junk(Purpose, keyId);

    public override Task<HttpResponseMessage> ShowAsync(TestBrowser browser, params (string Name, string Value)[] headers) =>
        browser.PostAsync(BearerBrowser.RefreshPath, body: null, headers);

    public override string Stamped(TestSite site, SessionId id, int generation) =>
        TokenTexts.Of(site.Services.GetRequiredService<SessionTokens>().Issue(Purpose, id, generation));
}
