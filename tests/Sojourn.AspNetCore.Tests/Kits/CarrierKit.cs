using Microsoft.AspNetCore.Builder;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Kits;

/// <summary>
/// Everything that a suite may not know of a carrier: how a site chooses it, what a browser does with it, and how its
/// credential is copied, opened and forged.
/// </summary>
internal abstract class CarrierKit
{
    /// <summary>Which carrier, as an answer's <c>session.carrier</c> says it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a browser shows it by itself, so that a page of another site could act with it.</summary>
    public virtual bool IsAmbient => true;

    /// <summary>What answers depend on.</summary>
    public virtual string Vary => "Cookie";

    /// <summary>The endpoints that it needs besides.</summary>
    public virtual IEnumerable<string> EndpointNames => [];

    /// <summary>How near to its end a session can still be used.</summary>
    public virtual TimeSpan LastInstant => TimeSpan.FromMilliseconds(300);

    /// <summary>The purpose under which a bare token is looked up.</summary>
    public virtual TokenPurpose Purpose => TokenPurpose.Cookie;

    /// <summary>Makes it the carrier of a site's sign-ins.</summary>
    public abstract void Choose(SojournOptions options);

    /// <summary>What the host of such a site does besides.</summary>
    public virtual void Prepare(WebApplication app)
    {
        // Most hosts do nothing.
    }

    public virtual TestBrowser NewBrowser(TestSite site) => new(site.Server.CreateHandler(), new Uri(TestSite.Origin));

    /// <summary>The secret inside what a browser keeps.</summary>
    public abstract string SecretOf(TestSite site, TestBrowser browser);

    /// <summary>Random bytes in the shape of what a browser keeps, naming a key of the ring.</summary>
    public abstract string Junk(byte keyId);

    /// <summary>Shows what a browser keeps where it opens something.</summary>
    /// <param name="browser">Who shows it.</param>
    /// <param name="headers">Headers of the request, which may show it in another way.</param>
    public virtual Task<HttpResponseMessage> ShowAsync(TestBrowser browser, params (string Name, string Value)[] headers) =>
        browser.GetAsync("/private", headers);

    /// <summary>What a browser would keep for a session with a token that is genuine and not on any record.</summary>
    public abstract string Stamped(TestSite site, SessionId id, int generation);
}
