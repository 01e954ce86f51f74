namespace Bank.Security;

internal sealed record PasswordRequest(string Current, string New);
