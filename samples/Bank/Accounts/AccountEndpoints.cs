using System.Security.Claims;
using Bank.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bank.Accounts;

internal static class AccountEndpoints
{
    private const int RecentMovements = 8;

    public static void MapAccounts(this IEndpointRouteBuilder api) =>
        api.MapGet("/accounts", ListAsync).RequireAuthorization();

    private static async Task<Ok<List<AccountView>>> ListAsync(
        ClaimsPrincipal user, BankDb db, CancellationToken cancellationToken)
    {
        var ownerId = user.FindFirstValue(ClaimTypes.NameIdentifier);
        var accounts = await db.Accounts
            .AsNoTracking()
            .Where(account => account.OwnerId == ownerId)
            .OrderBy(account => account.Number)
            .Select(account => new
            {
                Account = account,
                Recent = account.Movements.OrderByDescending(movement => movement.Id).Take(RecentMovements).ToList(),
            })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(accounts.ConvertAll(found => ViewOf(found.Account, found.Recent)));
    }

    private static AccountView ViewOf(Account account, List<Movement> recent) => new(
        account.Number, account.Name, account.BalanceCents / 100m, recent.ConvertAll(ViewOf));

    private static MovementView ViewOf(Movement movement) => new(
        movement.Id, movement.Text, movement.AmountCents / 100m, movement.OtherAccount, movement.BookedAt);
}
