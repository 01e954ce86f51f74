namespace Sojourn.AspNetCore.Endpoints;

/// <summary>What became of a sign-out that the store could not be told yet.</summary>
/// <param name="Code">Always <c>sign-out-pending</c>.</param>
internal sealed record SignOutAnswer(string Code);
