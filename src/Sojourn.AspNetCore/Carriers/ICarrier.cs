using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers;

/// <summary>Turns transport into a credential and back. It knows no deadline, store, revocation or audit.</summary>
internal interface ICarrier
{
    /// <summary>Which carrier this is.</summary>
    Carrier Carrier { get; }

    /// <summary>Reads the shape of what a request presents. No I/O, no allocation for what was verified before.</summary>
    /// <param name="context">The request.</param>
    /// <param name="credential">What was found, when presented or held.</param>
    /// <param name="isAmbient">Whether a browser sends it by itself, so that a page of another site can make it.</param>
    CarrierReading Read(HttpContext context, out PresentedCredential credential, out bool isAmbient);

    /// <summary>Stages a credential for the answer; the last word of a request counts.</summary>
    /// <param name="context">The request.</param>
    /// <param name="view">The session that it carries.</param>
    /// <param name="token">Its token.</param>
    /// <param name="keepFor">How long the browser keeps it; null = until it is closed.</param>
    void Attach(HttpContext context, SessionView view, in SessionToken token, TimeSpan? keepFor);

    /// <summary>Stages the deletion, with the attributes that set it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="of">The session that is over, when it is known: a credential of another one stays.</param>
    void Detach(HttpContext context, SessionId? of);
}
