namespace Bank.SignIn;

internal sealed record SignInRequest(string UserName, string Password, bool RememberMe = false);
