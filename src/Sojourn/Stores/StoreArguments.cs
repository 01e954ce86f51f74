using System.Runtime.CompilerServices;
using System.Text;
using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>Refuses misuse of a store in the same way in every store, before anything reaches the engine.</summary>
/// <remarks>For authors of stores. Nothing here is an outcome: a correct program never sees these exceptions.</remarks>
public static class StoreArguments
{
    /// <summary>The longest kind that a store must accept, in characters.</summary>
    public const int MaximumKindLength = 32;

    // Two texts with different lone surrogates both become U+FFFD in UTF-8: two people would be one in the engine.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses a record that may not be inserted, and a limit that no insert can meet.</summary>
    /// <param name="session">The record given to <see cref="ISojournStore.CreateAsync"/>.</param>
    /// <param name="limit">The limit given with it.</param>
    /// <exception cref="ArgumentException">No id, no subject, a malformed kind, an ending, or a version other than 1.</exception>
    public static void ThrowIfMalformed(SessionRecord session, SessionLimit? limit)
    {
        ArgumentNullException.ThrowIfNull(session);
        Require(!session.Id.IsDefault, "A new record needs an id.", nameof(session));
        ThrowIfMalformed(session.Tenant, session.Subject);
        Require(session.Kind is { Length: > 0 and <= MaximumKindLength }, "A kind has 1 to 32 characters.", nameof(session));
        Require(session.Token is not null, "A new record needs a token state.", nameof(session));
        Require(session.Version == 1, "A new record has version 1.", nameof(session));
        Require(session.Ending is null, "A new record is live: it has no ending.", nameof(session));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit?.Most ?? 1, 1, nameof(limit));
    }

    /// <summary>Refuses a selection that names nobody: it must never mean everybody.</summary>
    /// <param name="selection">The selection of a listing or of an ending of many.</param>
    /// <param name="most">The bound given with it.</param>
    /// <exception cref="ArgumentException">The subject or tenant is <c>default</c>, or the bound is below 1.</exception>
    public static void ThrowIfMalformed(SubjectSessions selection, int most)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ThrowIfMalformed(selection.Tenant, selection.Subject);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
    }

    /// <summary>Refuses an ending without a reason.</summary>
    /// <param name="ending">The ending.</param>
    /// <exception cref="ArgumentException">The reason is <see cref="EndReason.None"/>.</exception>
    public static void ThrowIfMalformed(SessionEnding ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        Require(ending.Reason != EndReason.None, "An ending needs a reason.", nameof(ending));
    }

    /// <summary>Refuses a sweep that could never end.</summary>
    /// <param name="sweep">The step.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1, or the slack is negative.</exception>
    public static void ThrowIfMalformed(SweepStep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweep.Most, 1, nameof(sweep));
        ArgumentOutOfRangeException.ThrowIfLessThan(sweep.IdleSlack, TimeSpan.Zero, nameof(sweep));
    }

    /// <summary>Refuses a cut-off whose parts do not fit its scope.</summary>
    /// <param name="cutOff">The cut-off.</param>
    /// <remarks>A tenant on a cut-off for everyone is refused too: whoever set it meant the tenant.</remarks>
    /// <exception cref="ArgumentException">The scope's subject or tenant is missing, or one is given that it does not have.</exception>
    public static void ThrowIfMalformed(CutOff cutOff)
    {
        ArgumentNullException.ThrowIfNull(cutOff);
        Require(Enum.IsDefined(cutOff.Scope), "The scope is not one of the closed list.", nameof(cutOff));
        Require(cutOff.Reason != EndReason.None, "A cut-off needs the reason that sessions end with.", nameof(cutOff));
        Require(
            cutOff.Subject is not null == (cutOff.Scope == CutOffScope.Subject),
            "A subject belongs to a cut-off exactly when its scope is a subject.",
            nameof(cutOff));
        Require(
            cutOff.Scope == CutOffScope.Subject || cutOff.Tenant is not null == (cutOff.Scope == CutOffScope.Tenant),
            "A tenant belongs to a cut-off when its scope is a tenant, and never when it is everyone.",
            nameof(cutOff));
        ThrowIfMalformed(cutOff.Tenant, cutOff.Subject ?? new SubjectId("-"));
    }

    /// <summary>Refuses a ring that no store keeps.</summary>
    /// <param name="name">The ring's name.</param>
    /// <exception cref="ArgumentException">The name is not one of the closed list.</exception>
    public static void ThrowIfMalformed(KeyRingName name) => Require(
        name != KeyRingName.None && Enum.IsDefined(name), "A ring has one of the names of the closed list.", nameof(name));

    /// <summary>Refuses a ring whose version does not follow the expected one.</summary>
    /// <param name="ring">The new ring.</param>
    /// <param name="expectedVersion">The version that it replaces.</param>
    /// <exception cref="ArgumentException">The new version is not the expected one plus 1.</exception>
    public static void ThrowIfMalformed(KeyRingRecord ring, long expectedVersion)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        Require(ring.Version == expectedVersion + 1, "A ring's version follows the one that it replaces.", nameof(ring));
    }

    private static void ThrowIfMalformed(TenantId? tenant, SubjectId subject)
    {
        Require(!subject.IsDefault, "A subject is needed; 'default' is nobody.", nameof(subject));
        Require(tenant is not { IsDefault: true }, "A tenant is either null or has a value.", nameof(tenant));
        Require(IsEncodable(subject.Value), "A subject is text without lone surrogates.", nameof(subject));
        Require(IsEncodable(tenant?.Value ?? ""), "A tenant is text without lone surrogates.", nameof(tenant));
    }

    private static bool IsEncodable(string text)
    {
        try
        {
            return Strict.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static void Require(
        bool condition, string message, string parameter, [CallerArgumentExpression(nameof(condition))] string expected = "")
    {
        if (!condition)
        {
            throw new ArgumentException($"{message} Expected: {expected}.", parameter);
        }
    }
}
