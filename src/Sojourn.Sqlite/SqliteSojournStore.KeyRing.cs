using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <content>The key rings.</content>
public sealed partial class SqliteSojournStore
{
    private const string MakeRing =
        "INSERT INTO key_rings (name, version, protected) VALUES ($name, $version, $protected) ON CONFLICT (name) DO NOTHING";

    private const string ReplaceRing =
        "UPDATE key_rings SET version = $version, protected = $protected WHERE name = $name AND version = $expected";

    /// <inheritdoc/>
    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        return _database.ReadAsync(
            nameof(GetAsync),
            lane => lane.Prepare("SELECT version, protected FROM key_rings WHERE name = $name")
                .Bind("$name", (long)name)
                .Single(row => new KeyRingRecord(row.GetInt64(0), row.Bytes(1))) ?? new KeyRingRecord(0, default),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        StoreArguments.ThrowIfMalformed(ring, expectedVersion);
        return _database.WriteAsync(nameof(ReplaceAsync), Replace, cancellationToken);

        bool Replace(SqliteLane lane)
        {
            var statement = lane.Prepare(expectedVersion == 0 ? MakeRing : ReplaceRing)
                .Bind("$name", (long)name)
                .Bind("$version", ring.Version)
                .Bind("$protected", ring.Protected.ToArray());
            return (expectedVersion == 0 ? statement : statement.Bind("$expected", expectedVersion)).Execute() > 0;
        }
    }
}
