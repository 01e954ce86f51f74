using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>The key rings.</content>
public sealed partial class PostgreSqlSojournStore
{
    private const string MakeRing =
        """
        INSERT INTO #key_rings (name, version, protected) VALUES (@name, @version, @protected)
        ON CONFLICT (name) DO NOTHING RETURNING true
        """;

    private const string ReplaceRing =
        """
        UPDATE #key_rings SET version = @version, protected = @protected WHERE name = @name AND version = @version - 1
        RETURNING true
        """;

    /// <inheritdoc/>
    public async ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        var found = await _database.RowsAsync(
            nameof(GetAsync),
            _database.Call("SELECT version, protected FROM #key_rings WHERE name = @name").Bind("name", (short)name),
            row => new KeyRingRecord(row.GetInt64(0), row.Bytes(1)),
            cancellationToken);
        return found.Count == 0 ? new KeyRingRecord(0, default) : found[0];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        StoreArguments.ThrowIfMalformed(ring, expectedVersion);
        var replaced = await _database.RowsAsync(
            nameof(ReplaceAsync),
            _database.Call(expectedVersion == 0 ? MakeRing : ReplaceRing)
                .Bind("name", (short)name)
                .Bind("version", ring.Version)
                .Bind("protected", ring.Protected.ToArray()),
            row => row.GetBoolean(0),
            cancellationToken);
        return replaced.Count > 0;
    }
}
