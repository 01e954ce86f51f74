namespace Sojourn.AspNetCore.Endpoints;

/// <summary>How many sessions a call ended.</summary>
/// <param name="Count">From 0.</param>
internal sealed record CountAnswer(int Count);
