namespace Bank.Transfers;

internal sealed record TransferRequest(string From, string To, decimal Amount, string? Reference = null);
