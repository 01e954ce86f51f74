using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Identity;

/// <summary>What a changed credential does: it ends the person's other sessions and spares the one that made the change.</summary>
/// <remarks>Sessions without a tenant: Identity's users have none. A host with tenants ends sessions per tenant itself.</remarks>
internal sealed class CredentialChanges(
    SessionManager manager, IHttpContextAccessor accessor, OwnChanges ownChanges)
{
    /// <summary>Before a user is written: the session of this request, if it is that person's, may change its own stamp.</summary>
    public void Changing(string userId)
    {
        var feature = accessor.HttpContext is { } context ? SojournFeature.Of(context) : null;
        if (SubjectId.TryParse(userId, out var subject) && OwnOf(feature, subject) is { } own)
        {
            ownChanges.Begin(own.Id);
        }
    }

    public async Task ChangedAsync(string userId)
    {
        var feature = accessor.HttpContext is { } context ? SojournFeature.Of(context) : null;
        await EndAsync(userId, feature);
    }

    public Task DeletedAsync(string userId) => EndAsync(userId, feature: null);

    private async Task EndAsync(string userId, SojournFeature? feature)
    {
        if (!SubjectId.TryParse(userId, out var subject))
        {
            return;
        }

        var own = OwnOf(feature, subject);
        var selection = new SubjectSessions(own?.Tenant, subject, own?.Id, IncludeEnded: false);
        var ended = await manager.EndAllAsync(
            selection, EndReason.CredentialsChanged, actor: null, CancellationToken.None);
        if (feature is not null)
        {
            feature.CutOffAt = ended.CutOffAt;
        }
    }

    /// <summary>The session of this request, if it is the same person's: the one to spare.</summary>
    private static SessionView? OwnOf(SojournFeature? feature, SubjectId subject)
    {
        var view = feature?.View;
        return view?.Subject == subject ? view : null;
    }
}
