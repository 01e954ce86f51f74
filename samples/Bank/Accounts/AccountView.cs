namespace Bank.Accounts;

internal sealed record AccountView(string Number, string Name, decimal Balance, IReadOnlyList<MovementView> Movements);
