namespace Sojourn.AspNetCore.Registration;

/// <summary>Callbacks into the host.</summary>
/// <remarks>Called on the request; an exception fails the sign-in. They never run while a session ends.</remarks>
public sealed class SojournEvents
{
    /// <summary>Before a session starts or is re-issued: may change kind, tenant, methods and timeouts.</summary>
    public Func<SigningInContext, CancellationToken, ValueTask> OnSigningIn { get; set; } =
        (_, _) => ValueTask.CompletedTask;

    /// <summary>After a session has started.</summary>
    public Func<SignedInContext, CancellationToken, ValueTask> OnSignedIn { get; set; } =
        (_, _) => ValueTask.CompletedTask;
}
