using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Carriers.Sealed;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>The seal without a store: nothing but what it wrote, in one spelling, for one cookie name and this mode only.</summary>
public sealed class StorelessSealTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Neither_mode_opens_the_cookie_of_the_other_although_the_host_has_the_same_keys()
    {
        await using var storeless = await TestSite.StartStorelessAsync(_clock, host: SharedKeys.Add);
        await using var stored = await TestSite.StartAsync(
            _clock, options: all => all.Carrier = Carrier.Sealed, host: SharedKeys.Add);
        var one = await storeless.SignedInAsync();
        var other = await stored.SignedInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await one.MovedTo(stored.Server.CreateHandler()).GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.MovedTo(storeless.Server.CreateHandler()).GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task An_opaque_token_is_no_session_here()
    {
        await using var storeless = await TestSite.StartStorelessAsync(_clock, host: SharedKeys.Add);
        await using var stored = await TestSite.StartAsync(_clock, host: SharedKeys.Add);
        var opaque = await stored.SignedInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await opaque.MovedTo(storeless.Server.CreateHandler()).GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_value_under_another_name_is_no_session()
    {
        await using var site = await TestSite.StartStorelessAsync(_clock, host: SharedKeys.Add);
        await using var renamed = await TestSite.StartStorelessAsync(
            _clock, options: all => all.Cookie.Name = "__Host-other", host: SharedKeys.Add);
        var browser = await site.SignedInAsync();
        var other = browser.MovedTo(renamed.Server.CreateHandler());
        other.Cookies["__Host-other"] = browser.Token!;

        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Every_changed_character_every_prefix_and_every_padding_is_refused()
    {
        var provider = new EphemeralDataProtectionProvider();
        var sealer = new DataProtectionLeaseSealer(provider, "__Host-sid");
        for (var characters = 1; characters < 4; characters++)
        {
            var genuine = sealer.Seal(StorelessLease.Of(new string('a', characters * 5)));
            for (var index = 0; index < genuine.Length; index++)
            {
                var flipped = genuine[index] == 'A' ? 'B' : 'A';
                Assert.Null(await OpenAsync($"{genuine[..index]}{flipped}{genuine[(index + 1)..]}"));
                Assert.Null(await OpenAsync(genuine[..index]));
            }

            foreach (var padding in new[] { "=", "==", "A", "AA", "AAAA", " ", "\n", "é" })
            {
                Assert.Null(await OpenAsync(genuine + padding));
            }

            Assert.NotNull(await OpenAsync(genuine));
        }

        async Task<SessionLease?> OpenAsync(string text) => await sealer.OpenAsync(text.AsMemory(), CancellationToken.None);
    }

    [Fact]
    public async Task Every_other_spelling_of_the_last_character_is_refused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var sealer = new DataProtectionLeaseSealer(new EphemeralDataProtectionProvider(), "__Host-sid");
        var genuine = sealer.Seal(StorelessLease.Of("ada"));

        foreach (var last in Alphabet.Where(character => character != genuine[^1]))
        {
            Assert.Null(await sealer.OpenAsync((genuine[..^1] + last).AsMemory(), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_lease_with_a_token_inside_is_not_one_of_this_mode()
    {
        var sealer = new DataProtectionLeaseSealer(new EphemeralDataProtectionProvider(), "__Host-sid");
        var text = sealer.Seal(StorelessLease.Of("ada") with { Reference = default(Tokens.SessionToken) });

        Assert.Null(await sealer.OpenAsync(text.AsMemory(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_revoked_key_of_the_host_refuses_without_a_fault()
    {
        await using var site = await TestSite.StartStorelessAsync(_clock);
        await using var rekeyed = await TestSite.StartStorelessAsync(
            _clock, host: host => host.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));
        var browser = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.MovedTo(rekeyed.Server.CreateHandler()).GetAsync("/private")).StatusCode);
    }
}
