using System.Security.Claims;
using Bank.Accounts;
using Bank.Hosting;
using Microsoft.AspNetCore.Identity;

namespace Bank.People;

/// <summary>Makes the demo people and their accounts where they are missing.</summary>
internal static class DemoSeed
{
    public static async Task PrepareDemoAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BankDb>();

        // A bank that is not a sample would migrate.
        await db.Database.EnsureCreatedAsync();
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var person in app.Configuration.GetSection("Bank:DemoPeople").Get<DemoPerson[]>() ?? [])
        {
            if (await AddAsync(scope.ServiceProvider, person))
            {
                db.Accounts.AddRange(DemoAccounts.Of(person.UserName, now));
                await db.SaveChangesAsync();
            }
        }
    }

    private static async Task<bool> AddAsync(IServiceProvider services, DemoPerson person)
    {
        var users = services.GetRequiredService<UserManager<BankUser>>();
        if (await users.FindByIdAsync(person.UserName) is not null)
        {
            return false;
        }

        var user = new BankUser { Id = person.UserName, UserName = person.UserName };
        Check(await users.CreateAsync(user, person.Password));
        Check(await users.AddClaimAsync(user, new Claim("name", person.Name)));
        if (person.Role is { } role)
        {
            Check(await services.GetRequiredService<RoleManager<IdentityRole>>().CreateAsync(new IdentityRole(role)));
            Check(await users.AddToRoleAsync(user, role));
        }

        return true;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(
                $"A person of 'Bank:DemoPeople' cannot be made: {string.Join(' ', result.Errors.Select(error => error.Description))}");
        }
    }
}
