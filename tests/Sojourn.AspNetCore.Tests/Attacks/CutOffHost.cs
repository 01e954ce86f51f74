using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>A host with tenants that sets cut-offs.</summary>
internal static class CutOffHost
{
    private static readonly TenantId Acme = new("acme");
    private static readonly SubjectId Ada = new("ada");

    public static void Map(WebApplication app)
    {
        app.MapPost("/sign-in-tenant", (HttpContext context, string subject, string tenant, DateTimeOffset? startedAt) =>
        {
            var properties = new AuthenticationProperties().SetTenant(new TenantId(tenant)).SetMethods("pwd");
            return context.SignInAsync(
                TestSite.PersonOf(subject), startedAt is { } start ? properties.SetAuthenticationStart(start) : properties);
        }).TreatAsSignIn();
        app.MapPost("/change-password", (HttpContext context, SessionManager manager) =>
        {
            var others = new SubjectSessions(Acme, Ada, context.GetSojournSession()!.Id, IncludeEnded: false);
            return manager.EndAllAsync(others, EndReason.CredentialsChanged, actor: null, CancellationToken.None).AsTask();
        }).RequireAuthorization();
    }

    public static async Task SignInAsync(TestBrowser browser, string subject, string tenant, DateTimeOffset? startedAt = null)
    {
        var start = startedAt is { } instant ? $"&startedAt={Uri.EscapeDataString(instant.ToString("O"))}" : "";
        (await browser.PostAsync($"/sign-in-tenant?subject={subject}&tenant={tenant}{start}")).EnsureSuccessStatusCode();
    }

    /// <summary>Voids what Ada of Acme signed in to up to now, or everybody of Acme, or everybody; ends no row.</summary>
    public static async Task CutOffAsync(TestSite site, CutOffScope scope)
    {
        var setter = site.Services.GetRequiredService<CutOffSetter>();
        var everySession = new SubjectSessions(Acme, Ada, Except: null, IncludeEnded: false);
        await (scope switch
        {
            CutOffScope.Subject => setter.SetAsync(everySession, EndReason.CredentialsChanged, CancellationToken.None),
            CutOffScope.Tenant => setter.SetForTenantAsync(Acme, EndReason.CutOff, CancellationToken.None),
            _ => setter.SetForEveryoneAsync(EndReason.CutOff, CancellationToken.None),
        });
    }
}
