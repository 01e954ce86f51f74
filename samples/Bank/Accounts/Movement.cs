namespace Bank.Accounts;

/// <summary>One line of an account's statement.</summary>
internal sealed class Movement
{
    public long Id { get; init; }

    public required string AccountNumber { get; init; }

    /// <summary>The account on the other side, or null for cash and cards.</summary>
    public string? OtherAccount { get; init; }

    public required string Text { get; init; }

    /// <summary>Negative when money left the account.</summary>
    public required long AmountCents { get; init; }

    public required DateTimeOffset BookedAt { get; init; }
}
