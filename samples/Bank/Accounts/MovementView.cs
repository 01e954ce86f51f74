namespace Bank.Accounts;

internal sealed record MovementView(
    long Id, string Text, decimal Amount, string? OtherAccount, DateTimeOffset BookedAt);
