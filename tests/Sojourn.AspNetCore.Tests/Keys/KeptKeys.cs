using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sojourn.AspNetCore.Functional;
using Sojourn.InMemory;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Sqlite;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Keys;

/// <summary>A store of one of the two kinds, and nodes that keep their Data Protection keys in it.</summary>
internal sealed class KeptKeys : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sojourn-keys-").FullName;
    private readonly ManualTimeProvider _time = new();
    private readonly InMemorySojournStore _memory;
    private readonly bool _isSqlite;

    public KeptKeys(bool isSqlite)
    {
        _isSqlite = isSqlite;
        _memory = new InMemorySojournStore(_time);
    }

    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public Task<TestSite> StartAsync(
        string? secret, Action<IDataProtectionBuilder>? protect = null, Action<WebApplicationBuilder>? host = null) =>
        TestSite.StartAsync(
            _time,
            AddStore,
            options =>
            {
                options.Carrier = Carrier.Bearer;
                options.Bearer.Issuer = TestSite.Origin;
                options.Keys.Secret = secret;
            },
            builder =>
            {
                var keys = builder.Services.AddDataProtection().SetApplicationName("kept").PersistKeysToSojourn();
                protect?.Invoke(keys);
                host?.Invoke(builder);
            });

    public async Task<KeyRingRecord> RingAsync(KeyRingName name)
    {
        if (!_isSqlite)
        {
            return await _memory.GetAsync(name, CancellationToken.None);
        }

        await using var store = new SqliteSojournStore(Options(), _time, NullLogger<SqliteSojournStore>.Instance);
        return await store.GetAsync(name, CancellationToken.None);
    }

    /// <summary>All that an attacker has who copies the store: every file, or both rings.</summary>
    public async Task<byte[]> DumpAsync() => _isSqlite
        ? [.. Directory.GetFiles(_folder).SelectMany(ReadShared)]
        : [.. (await RingAsync(KeyRingName.Sessions)).Protected.ToArray(), .. (await RingAsync(KeyRingName.DataProtection)).Protected.ToArray()];

    public static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void AddStore(ISojournBuilder builder)
    {
        if (_isSqlite)
        {
            builder.AddSqlite(options => options.Path = Options().Path);
        }
        else
        {
            builder.AddStore(_ => _memory);
        }
    }

    private SqliteStoreOptions Options() => new() { Path = Path.Combine(_folder, "sojourn.db") };

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
