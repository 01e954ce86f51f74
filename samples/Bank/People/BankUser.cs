using Microsoft.AspNetCore.Identity;

namespace Bank.People;

internal sealed class BankUser : IdentityUser;
