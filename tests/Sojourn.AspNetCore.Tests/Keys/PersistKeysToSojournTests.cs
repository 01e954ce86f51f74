using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Hosting;
using Sojourn.Keys;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Data Protection keys in the session store: a dump of it opens nothing.</summary>
public sealed class PersistKeysToSojournTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dump_of_the_store_has_no_key_material_in_any_spelling(bool isSqlite)
    {
        await using var kept = new KeptKeys(isSqlite);
        await using var site = await kept.StartAsync(KeptKeys.NewSecret());
        site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect([1, 2, 3]);

        var dump = await kept.DumpAsync();

        Assert.True(Contains(dump, "dataProtectionKeys"u8), "The dump has the keys.");
        Assert.All(await SecretsAsync(site, kept), secret => AssertAbsent(dump, secret));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_host_with_the_same_secret_opens_what_the_first_has_protected(bool isSqlite)
    {
        await using var kept = new KeptKeys(isSqlite);
        var secret = KeptKeys.NewSecret();
        await using var first = await kept.StartAsync(secret);
        var text = Protector(first).Protect("hello");

        await using var second = await kept.StartAsync(secret);

        Assert.Equal("hello", Protector(second).Unprotect(text));
        Assert.Equal(1, (await kept.RingAsync(KeyRingName.DataProtection)).Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_with_another_secret_is_refused_and_makes_nothing(bool isSqlite)
    {
        await using var kept = new KeptKeys(isSqlite);
        await using var first = await kept.StartAsync(KeptKeys.NewSecret());

        var failure = await Assert.ThrowsAsync<SessionStoreException>(() => kept.StartAsync(KeptKeys.NewSecret()));

        Assert.StartsWith("SOJ3035", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await kept.RingAsync(KeyRingName.DataProtection)).Version);
        Assert.Equal(1, (await kept.RingAsync(KeyRingName.Sessions)).Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Eight_hosts_that_start_together_keep_every_key_and_open_each_others(bool isSqlite)
    {
        await using var kept = new KeptKeys(isSqlite);
        var secret = KeptKeys.NewSecret();
        using var gate = new Barrier(8);
        var starting = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                gate.SignalAndWait();
                return kept.StartAsync(secret);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();
        var sites = await Task.WhenAll(starting);

        await Task.WhenAll(sites.Select(site => site.Services.GetRequiredService<NodeSteps>().KeysAsync(CancellationToken.None)));
        var texts = sites.Select(site => Protector(site).Protect("hello")).ToList();

        Assert.All(sites, site => Assert.All(texts, text => Assert.Equal("hello", Protector(site).Unprotect(text))));
        Assert.Single(sites.Select(site => Convert.ToHexString(site.Services.GetRequiredService<KeyRing>().Active.Material)).Distinct(StringComparer.Ordinal));
        var ring = await kept.RingAsync(KeyRingName.DataProtection);
        Assert.Equal(ring.Version, StoredXmlCodec.Read(ring.Protected).Count);
        await Task.WhenAll(sites.Select(site => site.DisposeAsync().AsTask()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_is_a_key_encryption_key_too(bool isSqlite)
    {
        await using var kept = new KeptKeys(isSqlite);
        using var certificate = KeptKeys.NewCertificate();
        await using var first = await kept.StartAsync(secret: null, keys => keys.ProtectKeysWithCertificate(certificate));
        var text = Protector(first).Protect("hello");
        await using var second = await kept.StartAsync(secret: null, keys => keys.ProtectKeysWithCertificate(certificate));

        Assert.Equal("hello", Protector(second).Unprotect(text));
        var dump = await kept.DumpAsync();
        Assert.All(await SecretsAsync(first, kept), secret => AssertAbsent(dump, secret));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_key_encryption_key_the_start_is_refused_with_all_other_faults(bool encryptsNothing)
    {
        await using var kept = new KeptKeys(isSqlite: false);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => kept.StartAsync(
            secret: null,
            keys => keys.Services.Configure<KeyManagementOptions>(
                options => options.XmlEncryptor = encryptsNothing ? new NullXmlEncryptor() : null),
            host => host.Services.AddSojourn(options => options.NearCacheCapacity = 1)));

        Assert.Contains(failure.Failures, fault => fault.StartsWith("SOJ3031", StringComparison.Ordinal));
        Assert.Equal(0, (await kept.RingAsync(KeyRingName.DataProtection)).Version);
    }

    [Fact]
    public async Task In_Development_it_starts_without_one_and_says_that_this_is_unsafe()
    {
        await using var kept = new KeptKeys(isSqlite: false);
        await using var site = await kept.StartAsync(secret: null, host: host =>
        {
            host.Environment.EnvironmentName = Environments.Development;
            host.Services.AddSingleton<IHostEnvironment>(host.Environment);
        });

        Assert.True(site.Logs.CountOf(3000) > 0);
        Assert.Equal("hello", Protector(site).Unprotect(Protector(site).Protect("hello")));

        var failure = await Assert.ThrowsAsync<SessionStoreException>(() => kept.StartAsync(KeptKeys.NewSecret()));
        Assert.StartsWith("SOJ3034", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_clear_is_not_written_whoever_left_it_so()
    {
        await using var kept = new KeptKeys(isSqlite: false);
        await using var site = await kept.StartAsync(KeptKeys.NewSecret());
        var repository = site.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!;
        var before = (await kept.RingAsync(KeyRingName.DataProtection)).Version;

        var failure = Assert.Throws<InvalidOperationException>(
            () => repository.StoreElement(XElement.Parse("<key><masterKey><value>AAAA</value></masterKey></key>"), "key"));

        Assert.StartsWith("SOJ3034", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await kept.RingAsync(KeyRingName.DataProtection)).Version);
    }

    [Fact]
    public async Task Without_a_store_it_is_refused()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestSite.StartStorelessAsync(
            options: all => all.Keys.Secret = KeptKeys.NewSecret(),
            host: host => host.Services.AddDataProtection().PersistKeysToSojourn()));

        Assert.StartsWith("SOJ3033", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_at_start_refuses_it_with_the_reason()
    {
        var time = new ManualTimeProvider();
        var store = new ProbeStore(time) { IsDown = true };

        var failure = await Assert.ThrowsAsync<SessionStoreException>(() => StartAsync(store, time));

        Assert.StartsWith("SOJ1503", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_stored_is_a_clear_failure_and_loses_nothing()
    {
        var time = new ManualTimeProvider();
        var store = new ProbeStore(time);
        await using var site = await StartAsync(store, time);
        var keys = site.Services.GetRequiredService<IKeyManager>();
        var text = Protector(site).Protect("hello");
        store.Failing = "replace-data-protection";

        Assert.StartsWith("SOJ3036", Assert.Throws<SessionStoreException>(() => NewKey(keys)).Message, StringComparison.Ordinal);

        Assert.Single(keys.GetAllKeys());
        Assert.Equal("hello", Protector(site).Unprotect(text));
        store.Failing = null;
        NewKey(keys);
        Assert.Equal(2, keys.GetAllKeys().Count);
    }

    [Fact]
    public async Task A_key_of_another_node_is_known_after_the_next_step_of_keys()
    {
        var time = new ManualTimeProvider();
        var store = new ProbeStore(time);
        var secret = KeptKeys.NewSecret();
        await using var first = await StartAsync(store, time, secret);
        await using var second = await StartAsync(store, time, secret);
        var before = first.Services.GetRequiredService<IKeyManager>().GetCacheExpirationToken();
        NewKey(second.Services.GetRequiredService<IKeyManager>());

        await first.Services.GetRequiredService<NodeSteps>().KeysAsync(CancellationToken.None);

        Assert.Equal(2, first.Services.GetRequiredService<IKeyManager>().GetAllKeys().Count);
        Assert.True(before.IsCancellationRequested, "Data Protection is told to look again.");
    }

    private static void NewKey(IKeyManager keys)
    {
        var now = TimeProvider.System.GetUtcNow();
        keys.CreateNewKey(now, now.AddDays(90));
    }

    private static Task<TestSite> StartAsync(ProbeStore store, ManualTimeProvider time, string? secret = null) => TestSite.StartAsync(
        store,
        time,
        options => options.Keys.Secret = secret ?? KeptKeys.NewSecret(),
        host => host.Services.AddDataProtection().PersistKeysToSojourn());

    private static IDataProtector Protector(TestSite site) =>
        site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    /// <summary>Master keys, the plain ring, and each private key of it.</summary>
    private static async Task<List<byte[]>> SecretsAsync(TestSite site, KeptKeys kept)
    {
        var masters = site.Services.GetRequiredService<IKeyManager>().GetAllKeys()
            .Select(key => key.Descriptor.ExportToXml().SerializedDescriptorElement)
            .SelectMany(element => element.DescendantsAndSelf("value"))
            .Select(value => Convert.FromBase64String(value.Value))
            .ToList();
        var record = await kept.RingAsync(KeyRingName.Sessions);
        var plain = site.Services.GetRequiredService<IKeyRingProtector>().Unprotect(record.Protected.ToArray());
        var ring = KeyRingCodec.Read(plain);
        Assert.NotEmpty(masters);
        Assert.NotEmpty(ring.Signing);
        return [.. masters, .. ring.Keys.Select(key => key.Material), .. Pieces(plain)];
    }

    /// <summary>The plain ring, signing keys included, piece by piece: none of it may be anywhere.</summary>
    private static IEnumerable<byte[]> Pieces(byte[] plain) =>
        Enumerable.Range(0, plain.Length / 16).Select(piece => plain.AsSpan(piece * 16, 16).ToArray());

    private static void AssertAbsent(byte[] dump, byte[] secret)
    {
        Assert.False(Contains(dump, secret));
        Assert.False(Contains(dump, Encoding.ASCII.GetBytes(Convert.ToHexString(secret))));
        Assert.False(Contains(dump, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret))));

        // Base64 of a longer text has the secret at any of three shifts: the characters that depend on it alone.
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. secret]);
            Assert.False(Contains(dump, Encoding.ASCII.GetBytes(text[4..^4])));
        }
    }

    private static bool Contains(byte[] dump, ReadOnlySpan<byte> piece) => dump.AsSpan().IndexOf(piece) >= 0;
}
