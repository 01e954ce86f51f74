namespace Bank.Accounts;

internal sealed class Account
{
    /// <summary>What people write on a transfer; also the key.</summary>
    public required string Number { get; init; }

    public required string OwnerId { get; init; }

    public required string Name { get; init; }

    /// <summary>Whole cents: SQLite has no decimal type, and money must not be a floating-point number.</summary>
    public long BalanceCents { get; set; }

    public ICollection<Movement> Movements { get; } = [];
}
