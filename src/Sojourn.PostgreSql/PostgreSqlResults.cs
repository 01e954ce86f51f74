using Npgsql;

namespace Sojourn.PostgreSql;

/// <summary>The results of a call's statements, read in their order.</summary>
internal sealed class PostgreSqlResults(NpgsqlDataReader reader, CancellationToken timeout)
{
    public async Task<List<T>> ReadAllAsync<T>(Func<NpgsqlDataReader, T> read)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(timeout))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first row, or <c>default</c> when there is none.</summary>
    public async Task<T?> ReadFirstAsync<T>(Func<NpgsqlDataReader, T> read) =>
        await reader.ReadAsync(timeout) ? read(reader) : default;

    /// <summary>Goes on to the next statement's result.</summary>
    public Task NextAsync() => reader.NextResultAsync(timeout);
}
