using Microsoft.AspNetCore.Http.HttpResults;

namespace Bank.Hosting;

/// <summary>Bank's own refusals, in the shape of Sojourn's: a stable <c>code</c> for programs, a title for people.</summary>
internal static class BankProblem
{
    public static ProblemHttpResult Of(int status, string code, string title) => TypedResults.Problem(
        statusCode: status,
        title: title,
        type: $"urn:bank:problem:{code}",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });

    public static ProblemHttpResult BadRequest(string code, string title) =>
        Of(StatusCodes.Status400BadRequest, code, title);
}
