namespace Bank.Security;

internal sealed record StepUpRequest(string Password);
