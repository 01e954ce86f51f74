using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Hosting;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Keys;

/// <summary>A node that cannot open what its neighbours have stored adds nothing beside it.</summary>
public sealed class OtherSecretTests
{
    [Fact]
    public async Task A_node_that_cannot_open_a_stored_key_adds_none_until_that_key_is_revoked()
    {
        await using var kept = new KeptKeys(isSqlite: false);
        using var certificate = KeptKeys.NewCertificate();
        var secret = KeptKeys.NewSecret();
        await using var first = await kept.StartAsync(secret);
        await using var second = await kept.StartAsync(secret, keys => keys.ProtectKeysWithCertificate(certificate));
        var closed = NewKey(second);
        var before = (await kept.RingAsync(KeyRingName.DataProtection)).Version;

        var failure = Assert.Throws<SessionStoreException>(() => NewKey(first));

        Assert.StartsWith("SOJ3035", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await kept.RingAsync(KeyRingName.DataProtection)).Version);
        Assert.Contains(Keys(first).GetAllKeys(), key => key.KeyId == closed.KeyId);
        Keys(first).RevokeKey(closed.KeyId);
        NewKey(first);
        Assert.Equal(before + 2, (await kept.RingAsync(KeyRingName.DataProtection)).Version);
    }

    [Fact]
    public async Task A_node_with_another_secret_that_starts_together_with_the_first_one_adds_no_key()
    {
        var time = new ManualTimeProvider();
        var store = new ProbeStore(time);
        var gate = store.PauseAfter("data-protection");
        var starting = StartAsync(store, time);
        await gate.Reached;
        await using var first = await StartAsync(store, time);
        gate.Open();

        await Assert.ThrowsAsync<SessionStoreException>(() => starting);

        Assert.Single(StoredXmlCodec.Read((await store.GetAsync(KeyRingName.DataProtection, CancellationToken.None)).Protected));
        await first.Services.GetRequiredService<NodeSteps>().KeysAsync(CancellationToken.None);
        Assert.Single(Keys(first).GetAllKeys());
    }

    [Theory]
    [InlineData("decryptorType", "Nowhere.Decryptor, Nowhere")]
    [InlineData("decryptorType", "System.Object, System.Private.CoreLib")]
    [InlineData("deserializerType", "Nowhere.Deserializer, Nowhere")]
    public async Task A_key_that_does_not_open_for_whatever_cause_refuses_the_start(string attribute, string type)
    {
        var time = new ManualTimeProvider();
        var store = new ProbeStore(time);
        var secret = KeptKeys.NewSecret();
        await using (await StartAsync(store, time, secret))
        {
            var record = await store.GetAsync(KeyRingName.DataProtection, CancellationToken.None);
            var elements = StoredXmlCodec.Read(record.Protected);
            foreach (var named in elements.DescendantsAndSelf().Where(part => part.Attribute(attribute) is not null))
            {
                named.SetAttributeValue(attribute, type);
            }

            await store.ReplaceAsync(
                KeyRingName.DataProtection, new KeyRingRecord(record.Version + 1, StoredXmlCodec.Write(elements)), record.Version,
                CancellationToken.None);
        }

        var failure = await Assert.ThrowsAsync<SessionStoreException>(() => StartAsync(store, time, secret));

        Assert.StartsWith("SOJ3035", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_nothing_uses_is_a_fault_among_all_others()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartAsync(options: all =>
        {
            all.Keys.Secret = KeptKeys.NewSecret();
            all.NearCacheCapacity = 1;
        }));

        Assert.Contains(failure.Failures, fault => fault.StartsWith("SOJ3038", StringComparison.Ordinal));
        Assert.Contains(failure.Failures, fault => fault.Contains("NearCacheCapacity", StringComparison.Ordinal));
    }

    private static IKey NewKey(TestSite site)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Keys(site).CreateNewKey(now, now.AddDays(90));
    }

    private static IKeyManager Keys(TestSite site) => site.Services.GetRequiredService<IKeyManager>();

    private static Task<TestSite> StartAsync(ProbeStore store, ManualTimeProvider time, string? secret = null) => TestSite.StartAsync(
        store,
        time,
        options => options.Keys.Secret = secret ?? KeptKeys.NewSecret(),
        host => host.Services.AddDataProtection().PersistKeysToSojourn());
}
