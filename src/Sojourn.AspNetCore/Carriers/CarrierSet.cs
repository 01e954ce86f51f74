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

    /// <summary>Finds what a request presents. An explicit credential is judged alone: a bad one is never made good by a cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="credential">What was found, when presented.</param>
    /// <param name="isAmbient">Whether the browser sends it by itself.</param>
    public CarrierReading Read(HttpContext context, out PresentedCredential credential, out bool isAmbient)
    {
        credential = default;
        isAmbient = true;
        for (var index = 0; index < all.Count; index++)
        {
            var reading = all[index].Read(context, out credential);
            if (reading != CarrierReading.Absent)
            {
                isAmbient = all[index].IsAmbient;
                return reading;
            }
        }

        return CarrierReading.Absent;
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
    public void Detach(HttpContext context)
    {
        for (var index = 0; index < all.Count; index++)
        {
            all[index].Detach(context);
        }
    }
}
