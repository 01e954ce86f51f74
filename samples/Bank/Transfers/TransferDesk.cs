using Bank.Accounts;
using Bank.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Bank.Transfers;

/// <summary>Moves money: both sides or neither, and never more than there is.</summary>
internal sealed class TransferDesk(BankDb db, TimeProvider time)
{
    public async Task<TransferOutcome> MoveAsync(
        string ownerId, TransferRequest request, CancellationToken cancellationToken)
    {
        var cents = (long)(request.Amount * 100);
        var source = db.Accounts.Where(account => account.Number == request.From && account.OwnerId == ownerId);
        var destination = db.Accounts.Where(account => account.Number == request.To);
        if (!await source.AnyAsync(cancellationToken))
        {
            return TransferOutcome.UnknownSource;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // The condition stands in the update itself: read first and write later, and two transfers at once would both
        // find the money that only one of them can have.
        var taken = await source
            .Where(account => account.BalanceCents >= cents)
            .ExecuteUpdateAsync(
                update => update.SetProperty(account => account.BalanceCents, account => account.BalanceCents - cents),
                cancellationToken);
        if (taken == 0)
        {
            return TransferOutcome.InsufficientFunds;
        }

        var given = await destination.ExecuteUpdateAsync(
            update => update.SetProperty(account => account.BalanceCents, account => account.BalanceCents + cents),
            cancellationToken);
        if (given == 0)
        {
            return TransferOutcome.UnknownDestination;
        }

        await WriteStatementsAsync(request, cents, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TransferOutcome.Done;
    }

    private async Task WriteStatementsAsync(TransferRequest request, long cents, CancellationToken cancellationToken)
    {
        db.Movements.Add(LineOf(request.From, request.To, -cents, request.Reference ?? $"Transfer to {request.To}"));
        db.Movements.Add(LineOf(request.To, request.From, cents, request.Reference ?? $"Transfer from {request.From}"));
        await db.SaveChangesAsync(cancellationToken);
    }

    private Movement LineOf(string account, string otherAccount, long cents, string text) => new()
    {
        AccountNumber = account,
        OtherAccount = otherAccount,
        Text = text,
        AmountCents = cents,
        BookedAt = time.GetUtcNow(),
    };
}
