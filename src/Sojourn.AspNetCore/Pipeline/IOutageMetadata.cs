namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Says whether sessions confirmed recently may use an endpoint while the store cannot be asked.</summary>
public interface IOutageMetadata
{
    /// <summary>Whether they may, as far as <c>Sojourn:OutageLease</c> reaches.</summary>
    bool AllowsDuringOutage { get; }
}
