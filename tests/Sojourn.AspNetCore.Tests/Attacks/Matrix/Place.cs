namespace Sojourn.AspNetCore.Attacks.Matrix;

/// <summary>Where a credential can be offered.</summary>
internal enum Place
{
    /// <summary>As the session cookie of an ordinary private endpoint.</summary>
    CookieOfARead,

    /// <summary>As the session cookie of a private endpoint that changes something.</summary>
    CookieOfAChange,

    /// <summary>As the session cookie of a read of the session.</summary>
    CookieOfTheSession,

    /// <summary>As the session cookie of a sign-out.</summary>
    CookieOfASignOut,

    /// <summary>As the session cookie of a refresh.</summary>
    CookieOfARefresh,

    /// <summary>In the body of a refresh.</summary>
    BodyOfARefresh,

    /// <summary>In the <c>Authorization</c> header of an ordinary private endpoint.</summary>
    BearerOfARead,

    /// <summary>In the <c>Authorization</c> header of a read of the session.</summary>
    BearerOfTheSession,

    /// <summary>In the <c>Authorization</c> header of a sign-out.</summary>
    BearerOfASignOut,

    /// <summary>In the <c>Authorization</c> header of a refresh.</summary>
    BearerOfARefresh,
}
