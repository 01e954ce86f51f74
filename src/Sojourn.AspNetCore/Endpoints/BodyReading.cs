namespace Sojourn.AspNetCore.Endpoints;

/// <summary>What a small body turned out to be.</summary>
/// <param name="IsValid">False when it is malformed or too large.</param>
/// <param name="Value">The value; null when the body is absent or the literal null.</param>
internal readonly record struct BodyReading<T>(bool IsValid, T? Value)
    where T : class;
