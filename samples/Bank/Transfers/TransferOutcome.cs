namespace Bank.Transfers;

internal enum TransferOutcome
{
    Done,
    UnknownSource,
    UnknownDestination,
    InsufficientFunds,
}
