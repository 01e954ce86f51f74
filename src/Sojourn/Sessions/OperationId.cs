using System.Security.Cryptography;

namespace Sojourn.Sessions;

/// <summary>Identifies one ending or one sweep step, so that a set-based store can tell which rows were its own.</summary>
/// <param name="Value">128 random bits.</param>
public readonly record struct OperationId(Guid Value)
{
    /// <summary>A new operation.</summary>
    /// <returns>An id that no other call has returned.</returns>
    public static OperationId Create() => new(new Guid(RandomNumberGenerator.GetBytes(16)));
}
