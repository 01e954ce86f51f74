namespace Bank.Accounts;

/// <summary>The accounts of the demo people, with a past that looks like one.</summary>
internal static class DemoAccounts
{
    public static Account[] Of(string ownerId, DateTimeOffset now) => ownerId switch
    {
        "ada" =>
        [
            Open("4410-2200-01", ownerId, "Current account", now,
                (19, "Opening balance", null, 186_000), (12, "Salary, Analytical Society", null, 321_450),
                (9, "Rent", null, -124_000), (6, "Grace Hopper, dinner", "5520-3300-01", -4_250),
                (3, "Corner grocer", null, -6_318), (1, "City tram, monthly", null, -5_900)),
            Open("4410-2200-02", ownerId, "Savings", now,
                (19, "Opening balance", null, 1_250_000), (4, "Interest", null, 2_604)),
        ],
        "grace" =>
        [
            Open("5520-3300-01", ownerId, "Current account", now,
                (15, "Opening balance", null, 98_730), (11, "Salary, Harbour Computing", null, 402_000),
                (6, "Ada Lovelace, dinner", "4410-2200-01", 4_250), (2, "Bookshop", null, -3_495)),
            Open("5520-3300-02", ownerId, "Holiday fund", now, (15, "Opening balance", null, 64_000)),
        ],
        _ => [Open("6630-4400-01", ownerId, "Current account", now, (10, "Opening balance", null, 215_075))],
    };

    private static Account Open(
        string number, string ownerId, string name, DateTimeOffset now,
        params (int DaysAgo, string Text, string? OtherAccount, long Cents)[] past)
    {
        var account = new Account { Number = number, OwnerId = ownerId, Name = name };
        foreach (var (daysAgo, text, otherAccount, cents) in past)
        {
            account.BalanceCents += cents;
            account.Movements.Add(new Movement
            {
                AccountNumber = number,
                OtherAccount = otherAccount,
                Text = text,
                AmountCents = cents,
                BookedAt = now.AddDays(-daysAgo),
            });
        }

        return account;
    }
}
