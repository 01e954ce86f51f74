using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What <c>SignOutAsync</c> does: the session ends, then the cookie goes.</summary>
internal sealed class SignOutCommand(SessionManager manager, IOptions<SojournOptions> options)
{
    private const string ClearSiteDataHeader = "Clear-Site-Data";

    /// <summary>Signs this browser out.</summary>
    /// <returns>False when the store could not be told yet; the cookie goes and this node refuses the session all the same.</returns>
    /// <exception cref="NotSignedOutException">
    /// An access token that names nobody ends nothing. The cookie beside it was not checked for coming from here, and whose it
    /// is a lapsed token does not say.
    /// </exception>
    /// <exception cref="SessionStoreException">
    /// The other sessions could not be ended. Nothing has changed here either: a sign-out everywhere that was promised for
    /// later and forgotten at a restart would leave the very session alive that the person wanted gone.
    /// </exception>
    public async Task<bool> RunAsync(HttpContext context, bool everywhere)
    {
        var feature = SojournFeature.Require(context);
        await feature.JudgeHeldAsync(CancellationToken.None);
        if (feature.NamesNobody)
        {
            throw new NotSignedOutException();
        }

        var confirmed = true;
        if (feature.View is { } view)
        {
            confirmed = await EndAsync(view, everywhere);
            feature.SignedOut();
        }
        else if (everywhere && feature.Status == ValidationStatus.Unavailable)
        {
            throw new SessionStoreException("Whose sessions to end everywhere cannot be asked.", cause: null);
        }
        else if (feature.Status is ValidationStatus.Superseded or ValidationStatus.Unavailable)
        {
            // The token is genuine as far as anybody can tell: whoever holds it and wants out gets out.
            confirmed = feature.Holder is { } holder && await manager.EndPresentedAsync(holder, CancellationToken.None);
            feature.SignedOut();
        }

        if (feature.HadCredential || feature.WasPresented)
        {
            CarrierAnswer.Detach(context, feature);
        }
        else
        {
            CarrierAnswer.DetachNameless(context, feature);
        }

        Clear(context);
        return confirmed;
    }

    private async Task<bool> EndAsync(SessionView view, bool everywhere)
    {
        if (everywhere)
        {
            // Spares this one, which ends with its own reason below; the request's abort must not leave it half done.
            var others = new SubjectSessions(view.Tenant, view.Subject, view.Id, IncludeEnded: false);
            await manager.EndAllAsync(others, EndReason.Revoked, view.Subject.Value, CancellationToken.None);
        }

        try
        {
            await manager.EndAsync(view.Id, EndReason.SignedOut, actor: null, CancellationToken.None);
            return true;
        }
        catch (SessionStoreException)
        {
            return false;
        }
    }

    private void Clear(HttpContext context)
    {
        if (options.Value.ClearSiteData.Count > 0)
        {
            context.Response.Headers[ClearSiteDataHeader] =
                string.Join(", ", options.Value.ClearSiteData.Select(kind => $"\"{kind}\""));
        }
    }
}
