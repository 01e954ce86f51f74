using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A site whose people are ASP.NET Core Identity's.</summary>
internal sealed class IdentitySite(TestSite site, MemoryUserStore.Table table) : IAsyncDisposable
{
    public const string Password = "correct-Horse-7";

    public TestSite Site => site;

    public MemoryUserStore.Table Table => table;

    /// <param name="kit">What its sessions are carried by.</param>
    /// <param name="clock">The node's clock.</param>
    /// <param name="storeClock">The store's own clock; null = the node's.</param>
    public static async Task<IdentitySite> StartAsync(
        CarrierKit kit, ManualTimeProvider? clock = null, ManualTimeProvider? storeClock = null)
    {
        var table = new MemoryUserStore.Table();
        var time = clock ?? new ManualTimeProvider();
        var store = new ProbeStore(storeClock ?? time);
        var site = await TestSite.StartAsync(
            time,
            store: sojourn => sojourn.AddStore(_ => store).AddIdentity<IdentityUser>(),
            host: host => AddIdentity(host, table),
            endpoints: Map,
            kit: kit);
        return await WithPeopleAsync(site, table);
    }

    public static async Task<IdentitySite> StartStorelessAsync(ManualTimeProvider clock)
    {
        var table = new MemoryUserStore.Table();
        var site = await TestSite.StartStorelessAsync(
            clock,
            host: host => AddIdentity(host, table),
            endpoints: Map,
            integrate: sojourn => sojourn.AddIdentity<IdentityUser>());
        return await WithPeopleAsync(site, table);
    }

    public async Task<TestBrowser> SignedInAsync(string name = "ada")
    {
        var browser = site.NewBrowser();
        var answer = await browser.PostAsync($"/identity/sign-in?name={name}&password={Password}");
        Assert.Equal("Succeeded", await answer.Content.ReadAsStringAsync());
        return browser;
    }

    /// <summary>Works on users as an administrator's program of this host does, outside any request.</summary>
    public async Task WithUsersAsync(Func<UserManager<IdentityUser>, Task> work)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private static void AddIdentity(WebApplicationBuilder host, MemoryUserStore.Table table)
    {
        host.Services.AddIdentity<IdentityUser, NoRole>(identity => identity.Lockout.MaxFailedAccessAttempts = 5)
            .AddTokenProvider<DataProtectorTokenProvider<IdentityUser>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<EmailTokenProvider<IdentityUser>>(TokenOptions.DefaultEmailProvider);
        host.Services.AddSingleton(table);
        host.Services.AddScoped<IUserStore<IdentityUser>, MemoryUserStore>();
        host.Services.AddSingleton<IRoleStore<NoRole>, NoRoleStore>();
        host.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
    }

    private static async Task<IdentitySite> WithPeopleAsync(TestSite site, MemoryUserStore.Table table)
    {
        var identity = new IdentitySite(site, table);
        await identity.WithUsersAsync(async users =>
        {
            await users.CreateAsync(new IdentityUser { Id = "ada-id", UserName = "ada", LockoutEnabled = true }, Password);
            await users.CreateAsync(
                new IdentityUser
                {
                    Id = "bob-id",
                    UserName = "bob",
                    Email = "bob@sojourn.example",
                    EmailConfirmed = true,
                    TwoFactorEnabled = true,
                },
                Password);
        });
        return identity;
    }

    private static void Map(WebApplication app)
    {
        app.MapPost("/identity/sign-in", async (SignInManager<IdentityUser> manager, string name, string password) =>
            (await manager.PasswordSignInAsync(name, password, isPersistent: false, lockoutOnFailure: true)).ToString());
        app.MapPost("/identity/two-factor", async (SignInManager<IdentityUser> manager, string code) =>
            (await manager.TwoFactorSignInAsync("Email", code, isPersistent: false, rememberClient: false)).ToString());
        app.MapGet("/identity/is-signed-in", (SignInManager<IdentityUser> manager, ClaimsPrincipal user) =>
            manager.IsSignedIn(user));
        app.MapPost("/identity/change-password", async (
            UserManager<IdentityUser> users, SignInManager<IdentityUser> manager, ClaimsPrincipal person, bool? refresh) =>
        {
            var user = (await users.GetUserAsync(person))!;
            var result = await users.ChangePasswordAsync(user, Password, Password + "x");
            if (refresh == true)
            {
                await manager.RefreshSignInAsync(user);
            }

            return result.Succeeded;
        }).RequireAuthorization();
        app.MapPost("/identity/refresh", async (
            UserManager<IdentityUser> users, SignInManager<IdentityUser> manager, ClaimsPrincipal person) =>
            await manager.RefreshSignInAsync((await users.GetUserAsync(person))!)).RequireAuthorization();
        app.MapPost("/identity/refresh-as", async (
            UserManager<IdentityUser> users, SignInManager<IdentityUser> manager, string id) =>
            await manager.RefreshSignInAsync((await users.FindByIdAsync(id))!)).RequireAuthorization();
        app.MapPost("/identity/sign-out", (SignInManager<IdentityUser> manager) => manager.SignOutAsync());
    }

    internal sealed class NoRole;

    private sealed class NoRoleStore : IRoleStore<NoRole>
    {
        public Task<IdentityResult> CreateAsync(NoRole role, CancellationToken cancellationToken) => throw Unused();

        public Task<IdentityResult> UpdateAsync(NoRole role, CancellationToken cancellationToken) => throw Unused();

        public Task<IdentityResult> DeleteAsync(NoRole role, CancellationToken cancellationToken) => throw Unused();

        public Task<string> GetRoleIdAsync(NoRole role, CancellationToken cancellationToken) => throw Unused();

        public Task<string?> GetRoleNameAsync(NoRole role, CancellationToken cancellationToken) => throw Unused();

        public Task SetRoleNameAsync(NoRole role, string? roleName, CancellationToken cancellationToken) => throw Unused();

        public Task<string?> GetNormalizedRoleNameAsync(NoRole role, CancellationToken cancellationToken) => throw Unused();

        public Task SetNormalizedRoleNameAsync(
            NoRole role, string? normalizedName, CancellationToken cancellationToken) => throw Unused();

        public Task<NoRole?> FindByIdAsync(string roleId, CancellationToken cancellationToken) => throw Unused();

        public Task<NoRole?> FindByNameAsync(string normalizedRoleName, CancellationToken cancellationToken) => throw Unused();

        public void Dispose()
        {
            // Nothing is held.
        }

        private static NotSupportedException Unused() => new("This test has no roles.");
    }
}
