namespace Sojourn.AspNetCore.Pipeline;

/// <summary>A request to this endpoint never moves the idle deadline: polling must not keep a session alive.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WithoutSessionActivityAttribute : Attribute, ISessionActivityMetadata
{
    /// <inheritdoc/>
    public bool IsActivity => false;
}
