namespace Sojourn.AspNetCore.Pipeline;

/// <summary>The names under which a sign-in's choices travel in its properties.</summary>
internal static class SignInItems
{
    public const string Tenant = ".sojourn.tenant";
    public const string Methods = ".sojourn.methods";
    public const string Assurance = ".sojourn.assurance";
    public const string IdleTimeout = ".sojourn.idle";
    public const string AbsoluteTimeout = ".sojourn.absolute";
    public const string StartedAt = ".sojourn.started";
    public const string TokensInBody = ".sojourn.body";
}
