using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <content>The key ring.</content>
public sealed partial class SqliteSojournStore
{
    private const string MakeRing =
        "INSERT INTO key_ring (slot, version, protected) VALUES (1, $version, $protected) ON CONFLICT (slot) DO NOTHING";

    private const string ReplaceRing =
        "UPDATE key_ring SET version = $version, protected = $protected WHERE version = $expected";

    /// <inheritdoc/>
    public ValueTask<KeyRingRecord> GetAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(
            nameof(GetAsync),
            lane => lane.Prepare("SELECT version, protected FROM key_ring")
                .Single(row => new KeyRingRecord(row.GetInt64(0), row.Bytes(1))) ?? new KeyRingRecord(0, default),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(ring, expectedVersion);
        return _database.WriteAsync(nameof(ReplaceAsync), Replace, cancellationToken);

        bool Replace(SqliteLane lane)
        {
            var statement = lane.Prepare(expectedVersion == 0 ? MakeRing : ReplaceRing)
                .Bind("$version", ring.Version)
                .Bind("$protected", ring.Protected.ToArray());
            return (expectedVersion == 0 ? statement : statement.Bind("$expected", expectedVersion)).Execute() > 0;
        }
    }
}
