using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Registration;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Data Protection keys in the store after the current one was revoked, or has expired unreplaced.</summary>
public sealed class RevokedKeysTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ProbeStore _store;
    private readonly string _secret = KeptKeys.NewSecret();
    private readonly List<TestSite> _sites = [];
    private bool _isPatient;

    public RevokedKeysTests() => _store = new ProbeStore(_time);

    [Theory]
    [InlineData(10, false)]
    [InlineData(0, false)]
    [InlineData(10, true)]
    [InlineData(0, true)]
    public async Task Nodes_that_hear_of_a_revocation_make_one_key_between_them(int ageInDays, bool isPatient)
    {
        _isPatient = isPatient;
        await LeaveKeyAsync(ageInDays);
        var first = await StartAsync();
        var second = await StartAsync();
        Keys(first).RevokeKey(Assert.Single(Keys(first).GetAllKeys()).KeyId);

        await LookInTurnAsync();

        Assert.Equal(2, Keys(second).GetAllKeys().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nodes_whose_key_has_expired_make_one_key_between_them(bool isPatient)
    {
        _isPatient = isPatient;
        await LeaveKeyAsync(ageInDays: 91);
        await StartAsync();
        var second = await StartAsync();

        await LookInTurnAsync();

        Assert.Equal(2, Keys(second).GetAllKeys().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_revocation_makes_a_second_key(bool isPatient)
    {
        _isPatient = isPatient;
        await LeaveKeyAsync(ageInDays: 10);
        var first = await StartAsync();
        await StartAsync();
        Keys(first).RevokeKey(Assert.Single(Keys(first).GetAllKeys()).KeyId);
        await LookInTurnAsync();
        Keys(first).RevokeKey(Assert.Single(Keys(first).GetAllKeys(), key => !key.IsRevoked).KeyId);

        await LookInTurnAsync();

        Assert.Single(Keys(first).GetAllKeys(), key => !key.IsRevoked);
        Assert.Equal(3, Keys(first).GetAllKeys().Count);
    }

    [Fact]
    public async Task A_node_whose_neighbour_has_replaced_the_key_since_its_last_step_makes_none()
    {
        await LeaveKeyAsync(ageInDays: 10);
        var first = await StartAsync();
        var second = await StartAsync();
        Keys(first).RevokeKey(Assert.Single(Keys(first).GetAllKeys()).KeyId);
        await StepAsync();

        LookAgain(first);
        LookAgain(second);

        Assert.Equal(2, Keys(second).GetAllKeys().Count);
    }

    [Fact]
    public async Task Who_asks_for_a_key_while_the_current_one_is_good_gets_one()
    {
        var first = await StartAsync();

        var now = TimeProvider.System.GetUtcNow();
        Keys(first).CreateNewKey(now, now.AddDays(90));

        Assert.Equal(2, Keys(first).GetAllKeys().Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites)
        {
            await site.DisposeAsync();
        }
    }

    private async Task<TestSite> StartAsync()
    {
        var site = await TestSite.StartAsync(_store, _time, Configure, Keep);
        _sites.Add(site);
        return site;
    }

    /// <summary>Each node in turn hears of the others' keys and looks, as nodes under load do every ten seconds.</summary>
    private async Task LookInTurnAsync()
    {
        for (var round = 0; round < 5; round++)
        {
            foreach (var site in _sites)
            {
                await site.Services.GetRequiredService<NodeSteps>().KeysAsync(CancellationToken.None);
                LookAgain(site);
            }
        }
    }

    private async Task StepAsync()
    {
        foreach (var site in _sites)
        {
            await site.Services.GetRequiredService<NodeSteps>().KeysAsync(CancellationToken.None);
        }
    }

    /// <summary>What Data Protection does in the background when it is told that keys have changed.</summary>
    private static void LookAgain(TestSite site) =>
        ((ICacheableKeyRingProvider)site.Services.GetRequiredService<IKeyRingProvider>())
            .GetCacheableKeyRing(TimeProvider.System.GetUtcNow());

    /// <summary>
    /// A key from an earlier life of the store. The dates of Data Protection are the machine's, and a node remembers those that it
    /// has read: so the key is made old in the store, between two starts.
    /// </summary>
    private async Task LeaveKeyAsync(int ageInDays)
    {
        await using (await TestSite.StartAsync(_store, _time, Configure, Keep))
        {
        }

        var record = await _store.GetAsync(KeyRingName.DataProtection, CancellationToken.None);
        var born = TimeProvider.System.GetUtcNow().AddDays(-ageInDays);
        var key = Assert.Single(StoredXmlCodec.Read(record.Protected));
        Set(key, "creationDate", born);
        Set(key, "activationDate", born);
        Set(key, "expirationDate", born.AddDays(90));
        var aged = new KeyRingRecord(record.Version + 1, StoredXmlCodec.Write([key]));
        Assert.True(await _store.ReplaceAsync(KeyRingName.DataProtection, aged, record.Version, CancellationToken.None));
    }

    private void Configure(SojournOptions options) => options.Keys.Secret = _secret;

    private void Keep(WebApplicationBuilder host)
    {
        host.Services.AddDataProtection().PersistKeysToSojourn();
        if (_isPatient)
        {
            host.Services.AddSingleton<IDefaultKeyResolver>(new PatientResolver());
        }
    }

    private static void Set(XElement key, string name, DateTimeOffset instant) =>
        key.SetElementValue(name, instant.UtcDateTime.ToString("o", CultureInfo.InvariantCulture));

    private static IKeyManager Keys(TestSite site) => site.Services.GetRequiredService<IKeyManager>();

    /// <summary>
    /// Data Protection's rule in other versions: a key counts when it is two days old, or else the oldest; while that one is
    /// revoked or expired, each look asks for a new key.
    /// </summary>
    private sealed class PatientResolver : IDefaultKeyResolver
    {
        public DefaultKeyResolution ResolveDefaultKeyPolicy(DateTimeOffset now, IEnumerable<IKey> allKeys)
        {
            var keys = allKeys.OrderBy(key => key.ActivationDate).ToList();
            var preferred = keys.FindLast(key => key.CreationDate <= now.AddDays(-2)) ?? keys.FirstOrDefault();
            var isGood = preferred is { IsRevoked: false } && preferred.ExpirationDate > now;
            return new DefaultKeyResolution
            {
                DefaultKey = isGood ? preferred : null,
                FallbackKey = keys.Find(key => !key.IsRevoked),
                ShouldGenerateNewKey = !isGood,
            };
        }
    }
}
