using System.Globalization;
using Npgsql;

namespace Sojourn.PostgreSql;

/// <summary>Schemas on the shared server, one for each test.</summary>
internal static class Schemas
{
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private static readonly Lock Gate = new();
    private static Task<NpgsqlDataSource>? _source;
    private static int _last;

    public static string New() => string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _last)}");

    public static Task<NpgsqlDataSource> SourceAsync()
    {
        lock (Gate)
        {
            return _source ??= MakeAsync();
        }

        static async Task<NpgsqlDataSource> MakeAsync() =>
            NpgsqlDataSource.Create((await PostgreSqlServer.SharedAsync()).ConnectionString);
    }

    public static async Task DropAsync(string schema) => await RunAsync(await SourceAsync(), $"DROP SCHEMA IF EXISTS {schema} CASCADE");

    public static async Task<object?> RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        return await batch.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
