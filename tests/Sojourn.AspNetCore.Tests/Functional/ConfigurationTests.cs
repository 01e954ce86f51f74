using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Functional;

/// <summary>What a host may configure, and when its start is refused.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task Every_kind_of_option_is_bound_from_its_configuration_key()
    {
        await using var site = await TestSite.StartAsync(host: host => Configure(
            host,
            ("Sojourn:IdleTimeout", "00:10:00"),
            ("Sojourn:Limits:browser:Most", "3"),
            ("Sojourn:Limits:browser:EndOldest", "false"),
            ("Sojourn:Csrf:TrustedOrigins:0", "https://admin.sojourn.example"),
            ("Sojourn:Cookie:SameSite", "Lax"),
            ("Sojourn:Cookie:Name", "__Host-bank"),
            ("Sojourn:ClearSiteData:0", "storage"),
            ("Sojourn:Page:ClaimTypes:0", "name"),
            ("Sojourn:Devices:FreshWithin", "00:05:00"),
            ("Sojourn:SubjectClaimTypes:0", "oid")));

        var options = site.Services.GetRequiredService<IOptions<SojournOptions>>().Value;

        Assert.Equal(TimeSpan.FromMinutes(10), options.IdleTimeout);
        Assert.Equal(3, options.Limits["browser"].Most);
        Assert.False(options.Limits["browser"].EndOldest);
        Assert.Equal("https://admin.sojourn.example", Assert.Single(options.Csrf.TrustedOrigins));
        Assert.Equal(SameSiteMode.Lax, options.Cookie.SameSite);
        Assert.Equal("__Host-bank", options.Cookie.Name);
        Assert.Equal("storage", Assert.Single(options.ClearSiteData));
        Assert.Equal("name", Assert.Single(options.Page.ClaimTypes));
        Assert.Equal(TimeSpan.FromMinutes(5), options.Devices.FreshWithin);
        Assert.Equal("oid", Assert.Single(options.SubjectClaimTypes));
    }

    [Fact]
    public async Task What_the_host_writes_in_code_is_its_last_word()
    {
        await using var site = await TestSite.StartAsync(
            host: host => Configure(host, ("Sojourn:IdleTimeout", "00:10:00")),
            options: all => all.IdleTimeout = TimeSpan.FromMinutes(20));

        Assert.Equal(
            TimeSpan.FromMinutes(20), site.Services.GetRequiredService<IOptions<SojournOptions>>().Value.IdleTimeout);
    }

    [Fact]
    public async Task Adding_it_twice_is_adding_it_once()
    {
        await using var site = await TestSite.StartAsync(host: host => host.Services
            .AddSojourn(all => all.WarningLead = TimeSpan.FromMinutes(1)).AddInMemory());
        var browser = await site.SignedInAsync();

        Assert.Equal(60, (int?)(await browser.StateAsync())["warningSeconds"]);
        Assert.Single(site.Services.GetServices<ISojournStore>());
        Assert.Single(
            site.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(),
            service => service.GetType().Name.StartsWith("SojournBackground", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_fault_is_listed_at_once()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(options: all =>
        {
            all.IdleTimeout = TimeSpan.FromHours(13);
            all.RotationGrace = TimeSpan.FromMinutes(2);
            all.NearCacheCapacity = 1;
            all.Cookie.Name = "sid";
            all.Csrf.TrustedOrigins.Add("https://admin.sojourn.example/path");
            all.Limits["browser"] = new KindLimitOptions { Most = 0 };
            all.ClearSiteData.Add("everything");
            all.Devices.EventStreams = 0;
        }));

        string[] expected =
        [
            "SOJ1002", "RotationGrace", "NearCacheCapacity", "Cookie:Name", "admin.sojourn.example/path",
            "Limits:browser:Most", "ClearSiteData", "EventStreams",
        ];
        Assert.All(expected, part => Assert.Contains(
            failure.Failures, fault => fault.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_store_and_two_stores_are_refused()
    {
        var none = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(store: _ => { }));
        var two = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestSite.StartAsync(store: chosen => chosen.AddInMemory().AddSqlite()));

        Assert.Contains("SOJ1005", none.Message, StringComparison.Ordinal);
        Assert.Contains("InMemorySojournStore", two.Message, StringComparison.Ordinal);
        Assert.Contains("SqliteSojournStore", two.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_with_another_key_than_the_rings_is_refused()
    {
        var clock = new ManualTimeProvider();
        var store = new ProbeStore(clock);
        await using var first = await TestSite.StartAsync(store, clock, host: SharedKeys.Add);

        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            () => TestSite.StartAsync(store, clock, host: host => host.Services
                .AddSingleton<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(
                    new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider())));

        Assert.StartsWith("SOJ1502", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsafe_settings_are_logged_at_start()
    {
        await using var site = await TestSite.StartAsync(options: all =>
        {
            all.KeepFullAddresses = true;
            all.Cookie.AllowHttpOnLoopback = true;
        });

        Assert.Equal(2, site.Logs.CountOf(3000));
    }

    private static void Configure(WebApplicationBuilder host, params (string Key, string Value)[] settings) =>
        host.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)));
}
