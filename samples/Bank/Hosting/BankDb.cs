using Bank.Accounts;
using Bank.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Bank.Hosting;

internal sealed class BankDb(DbContextOptions<BankDb> options) : IdentityDbContext<BankUser, IdentityRole, string>(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Movement> Movements => Set<Movement>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().HasKey(account => account.Number);
        builder.Entity<Account>().HasIndex(account => account.OwnerId);
        builder.Entity<Account>().HasMany(account => account.Movements).WithOne().HasForeignKey(movement => movement.AccountNumber);
    }
}
