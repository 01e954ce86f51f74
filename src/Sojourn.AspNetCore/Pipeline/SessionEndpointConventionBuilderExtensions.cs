using Sojourn.AspNetCore.Pipeline;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What an endpoint asks of sessions.</summary>
public static class SessionEndpointConventionBuilderExtensions
{
    /// <summary>Requires a proof of who the person is that is not older than this; otherwise 403 <c>step-up-required</c>.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="maxAge">At least one second.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireFreshSession<TBuilder>(this TBuilder builder, TimeSpan maxAge)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequireFreshSessionAttribute((int)maxAge.TotalSeconds));

    /// <summary>Asks the store at each request.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireStoreCheck<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequireStoreCheckAttribute());

    /// <summary>
    /// Lets sessions that the store confirmed within <c>Sojourn:OutageLease</c> go on here while the store cannot be asked.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Mark what people may read meanwhile: an end that another node wrote is not known here until the store is back.</remarks>
    public static TBuilder AllowDuringOutage<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AllowDuringOutageAttribute());

    /// <summary>Says that requests to it are not activity.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The builder.</returns>
    public static TBuilder WithoutSessionActivity<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new WithoutSessionActivityAttribute());

    /// <summary>Redirects to a sign-in page instead of answering 401.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="path">A local path.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RedirectToSignIn<TBuilder>(this TBuilder builder, string path)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RedirectToSignInAttribute(path));
}
