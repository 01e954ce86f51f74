using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Kits;

/// <summary>A native app: both tokens come in bodies and stay in its memory.</summary>
internal sealed class BodyKit : BearerKit
{
    /// <summary>
    /// Where this host puts what it has issued. A real one writes it into the body of its own sign-in; the suites' endpoints
    /// know nothing of tokens.
    /// </summary>
    public const string IssuedHeader = "Test-Issued-Tokens";

    public override TokenPurpose Purpose => TokenPurpose.RefreshBody;

    public override Task<HttpResponseMessage> ShowAsync(TestBrowser browser, params (string Name, string Value)[] headers) =>
        browser.PostAsync(BearerBrowser.RefreshPath, new { refreshToken = browser.Token }, headers);

    public override void Choose(SojournOptions options)
    {
        base.Choose(options);
        options.Events.OnSigningIn = (signingIn, _) =>
        {
            signingIn.Properties.SetTokensInBody();
            return ValueTask.CompletedTask;
        };
    }

    public override void Prepare(WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.GetIssuedTokens() is { } issued)
            {
                context.Response.Headers[IssuedHeader] = JsonSerializer.Serialize(issued);
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    public override TestBrowser NewBrowser(TestSite site) =>
        new BodyBrowser(site.Server.CreateHandler(), new Uri(TestSite.Origin), site.Clock);
}
