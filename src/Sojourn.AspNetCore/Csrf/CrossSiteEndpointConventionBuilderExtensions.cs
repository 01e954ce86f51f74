using Sojourn.AspNetCore.Csrf;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says per endpoint or group what the cross-site check demands.</summary>
public static class CrossSiteEndpointConventionBuilderExtensions
{
    /// <summary>Lets pages of any site call these endpoints with the browser's cookies.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// Warning: whoever lures a signed-in person onto their page can then act as that person here. Right for
    /// endpoints that authenticate in another way. One endpoint of a group undoes it with
    /// <c>[AllowCrossSite(false)]</c>.
    /// </remarks>
    public static TBuilder AllowCrossSite<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AllowCrossSiteAttribute());

    /// <summary>Lets pages of the named origins call these endpoints with the browser's cookies.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="origins">
    /// Scheme and host, with a port if it is not the scheme's own; no path, not even a slash.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">
    /// One of them is no such origin, or is <c>null</c>, which everybody can claim.
    /// </exception>
    /// <remarks>A list on an endpoint replaces that of its group.</remarks>
    public static TBuilder AllowOrigins<TBuilder>(this TBuilder builder, params string[] origins)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AllowOriginsAttribute(origins));

    /// <summary>Checks GET, HEAD, OPTIONS and TRACE of these endpoints as strictly as POST.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>For a GET that changes something. A link from another site then fails.</remarks>
    public static TBuilder ProtectSafeMethods<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ProtectSafeMethodsAttribute());

    /// <summary>Demands proof of origin at these endpoints even when the browser is signed out.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// For whatever can start a session: sign-in, registration, password reset. Without it a stranger's page could
    /// sign the person in to the stranger's account.
    /// </remarks>
    public static TBuilder TreatAsSignIn<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new TreatAsSignInAttribute());
}
