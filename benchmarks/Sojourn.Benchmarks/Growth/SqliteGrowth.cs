using Microsoft.Data.Sqlite;
using Sojourn.Sqlite;
using Sojourn.Stores;

namespace Sojourn.Benchmarks.Growth;

/// <summary>One SQLite file, filled by one transaction with one prepared statement.</summary>
internal sealed class SqliteGrowth : GrowthStore
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-growth-");
    private readonly SqliteSojournStore _store;

    public SqliteGrowth() => _store = new SqliteSojournStore(new SqliteStoreOptions { Path = FilePath }, TimeProvider.System);

    public override string Name => "SQLite";

    public override ISojournStore Store => _store;

    private string FilePath => Path.Combine(_folder.FullName, "sessions.db");

    public override IBulk OpenBulk() => new SqliteBulk(FilePath);

    public override async Task<long> SizeAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return _folder.GetFiles().Sum(file => file.Length);
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
