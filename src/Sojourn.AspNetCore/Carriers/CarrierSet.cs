using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers;

/// <summary>The carriers of this host: the one that sign-ins take, and all that requests may bring.</summary>
/// <param name="standard">What a sign-in takes when nobody says otherwise.</param>
/// <param name="all">Every carrier that is read and written here, in the order of their say: explicit ones first.</param>
internal sealed class CarrierSet(ICarrier standard, IReadOnlyList<ICarrier> all)
{
    public ICarrier Default => standard;

    /// <summary>Whether access tokens are accepted here, so that a refusal says how to present one (RFC 6750 section 3).</summary>
    public bool HasBearer { get; } = all.Any(carrier => carrier.Carrier == Carrier.Bearer);

    /// <summary>Finds what a request presents. An explicit credential is judged alone: a bad one is never made good by a cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="credential">What was found, when presented or held.</param>
    /// <param name="isAmbient">Whether the browser sends it by itself.</param>
    public CarrierReading Read(HttpContext context, out PresentedCredential credential, out bool isAmbient)
    {
        credential = default;
        isAmbient = true;
        for (var index = 0; index < all.Count; index++)
        {
            var reading = all[index].Read(context, out credential, out isAmbient);
            if (reading != CarrierReading.Absent)
            {
                return reading;
            }
        }

        return CarrierReading.Absent;
    }

    /// <summary>Whether sessions can travel in this way here.</summary>
    public bool Has(Carrier kind)
    {
        for (var index = 0; index < all.Count; index++)
        {
            if (all[index].Carrier == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The carrier of a session, which a record names; one that this host does not have is written by the standard.</summary>
    public ICarrier Of(Carrier kind)
    {
        for (var index = 0; index < all.Count; index++)
        {
            if (all[index].Carrier == kind)
            {
                return all[index];
            }
        }

        return standard;
    }

    /// <summary>Takes away whatever any carrier may have left in this browser.</summary>
    /// <param name="context">The request.</param>
    /// <param name="of">The session that is over, when it is known.</param>
    public void Detach(HttpContext context, SessionId? of)
    {
        for (var index = 0; index < all.Count; index++)
        {
            all[index].Detach(context, of);
        }
    }
}
