using System.Security.Claims;
using Bank.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bank.Transfers;

internal static class TransferEndpoints
{
    private const decimal Most = 1_000_000m;
    private const int LongestReference = 60;

    private static readonly TimeSpan DefaultFreshWithin = TimeSpan.FromMinutes(5);

    /// <summary>Money moves only if the person proved who they are a moment ago: a stolen session is not enough.</summary>
    public static void MapTransfers(this IEndpointRouteBuilder api, IConfiguration configuration)
    {
        var freshWithin = configuration.GetValue("Bank:TransfersFreshWithin", DefaultFreshWithin);
        api.MapPost("/transfers", TransferAsync).RequireAuthorization().RequireFreshSession(freshWithin);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TransferAsync(
        TransferRequest request, ClaimsPrincipal user, TransferDesk desk, CancellationToken cancellationToken)
    {
        if (FaultOf(request) is { } fault)
        {
            return fault;
        }

        var ownerId = user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        return await desk.MoveAsync(ownerId, request, cancellationToken) switch
        {
            TransferOutcome.Done => TypedResults.NoContent(),
            TransferOutcome.UnknownSource => BankProblem.BadRequest("unknown-source", "You have no such account."),
            TransferOutcome.UnknownDestination => BankProblem.BadRequest("unknown-destination", "There is no account with this number."),
            _ => BankProblem.BadRequest("insufficient-funds", "There is not enough money in the account."),
        };
    }

    private static ProblemHttpResult? FaultOf(TransferRequest request) => request switch
    {
        { Amount: <= 0 or > Most } => BankProblem.BadRequest("invalid-amount", "The amount must be between €0.01 and €1,000,000."),
        { Amount: var amount } when decimal.Round(amount, 2) != amount => BankProblem.BadRequest("invalid-amount", "The amount has fractions of a cent."),
        { Reference.Length: > LongestReference } => BankProblem.BadRequest("invalid-reference", $"A reference has at most {LongestReference} characters."),
        _ when string.Equals(request.From, request.To, StringComparison.Ordinal) => BankProblem.BadRequest("same-account", "Choose two different accounts."),
        _ => null,
    };
}
