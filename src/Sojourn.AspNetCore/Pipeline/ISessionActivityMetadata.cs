namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Says whether a request to an endpoint shows that the person is there.</summary>
public interface ISessionActivityMetadata
{
    /// <summary>False = such a request never moves the idle deadline.</summary>
    bool IsActivity { get; }
}
