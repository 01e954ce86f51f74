namespace Sojourn.AspNetCore.Registration;

/// <summary>The names that Sojourn uses unless told otherwise.</summary>
public static class SojournDefaults
{
    /// <summary>The scheme by which policies and <c>SignInAsync</c> name Sojourn.</summary>
    public const string AuthenticationScheme = "Sojourn";

    /// <summary>Where <c>MapSojourn()</c> puts its endpoints.</summary>
    public const string PathPrefix = "/sojourn";

    /// <summary>The configuration section that <see cref="SojournOptions"/> binds to.</summary>
    public const string ConfigurationSection = "Sojourn";

    /// <summary>The session cookie.</summary>
    public const string CookieName = "__Host-sid";

    /// <summary>The kind of a session that a browser holds.</summary>
    public const string BrowserKind = "browser";
}
