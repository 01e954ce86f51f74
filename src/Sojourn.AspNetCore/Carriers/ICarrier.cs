using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Carriers;

/// <summary>Turns transport into a token and back. It knows no deadline, store, revocation or audit.</summary>
internal interface ICarrier
{
    /// <summary>Which carrier this is.</summary>
    Carrier Carrier { get; }

    /// <summary>What its tokens are for.</summary>
    TokenPurpose Purpose { get; }

    /// <summary>Reads the shape of what a request presents. No I/O, no allocation.</summary>
    CarrierReading Read(HttpContext context, out SessionToken token);

    /// <summary>Stages a token for the answer; the last word of a request counts.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token.</param>
    /// <param name="keepFor">How long the browser keeps it; null = until it is closed.</param>
    void Attach(HttpContext context, in SessionToken token, TimeSpan? keepFor);

    /// <summary>Stages the deletion, with the attributes that set it.</summary>
    void Detach(HttpContext context);
}
