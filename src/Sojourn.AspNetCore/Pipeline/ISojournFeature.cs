namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What the session middleware knows of the current request.</summary>
public interface ISojournFeature
{
    /// <summary>The session, or null when nobody is signed in.</summary>
    SojournSession? Session { get; }
}
