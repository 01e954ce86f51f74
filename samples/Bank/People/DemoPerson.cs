namespace Bank.People;

/// <summary>Somebody who exists in Development only, with a password that everybody knows.</summary>
internal sealed class DemoPerson
{
    public required string UserName { get; init; }

    public required string Name { get; init; }

    public required string Password { get; init; }

    public string? Role { get; init; }
}
