using Microsoft.AspNetCore.Http;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Replaces a token whose key is retiring, at the next answer that may carry one: long before the key is gone.</summary>
/// <remarks>
/// A fresh secret and no derived one: it is an ordinary rotation on demand, so parallel requests with the token from before go
/// on within the grace, and an answer that is lost leaves that token good. A refresh moves to the active key by itself.
/// </remarks>
internal sealed class RetiringTokens(KeyRing ring, SessionManager manager)
{
    public bool IsDue(SojournFeature feature) =>
        feature is { IsOutage: false, View.IsCurrent: true, Holder: { Lease: null } holder }
        && ring.IsRetiring(holder.Token.KeyId)
        && holder.Token.Purpose is TokenPurpose.Cookie or TokenPurpose.Sealed
        && (feature.Marks.IsSojourn || feature.RequiresAuthorization);

    public async Task ReplaceAsync(HttpContext context, SojournFeature feature)
    {
        var rotation = new TokenReplacement(RotationCause.Demand, Ticket: null, Proof: null, IsPersistent: null);
        try
        {
            var issued = await manager.ReplaceAsync(feature.Holder!.Value, rotation, CancellationToken.None);
            if (issued is { Status: ValidationStatus.Active, View: { } view, IsNew: true })
            {
                CarrierAnswer.Attach(context, feature, view, issued.Token);
            }
        }
        catch (SessionStoreException)
        {
            // There are months for it; the request is good as it is.
        }
    }
}
