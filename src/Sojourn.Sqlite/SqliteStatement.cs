using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Sojourn.Sqlite;

/// <summary>A prepared statement that is bound and run again and again.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly Dictionary<string, SqliteParameter> _parameters = new(StringComparer.Ordinal);

    [SuppressMessage(
        "Security", "CA2100", Justification = "Every text is a constant of this assembly; values are always bound.")]
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
    }

    public SqliteStatement Bind(string name, object? value)
    {
        if (!_parameters.TryGetValue(name, out var parameter))
        {
            parameter = new SqliteParameter { ParameterName = name };
            _parameters.Add(name, parameter);
            _command.Parameters.Add(parameter);
        }

        parameter.Value = value ?? DBNull.Value;
        return this;
    }

    /// <summary>Runs it and returns how many rows it wrote.</summary>
    public int Execute() => _command.ExecuteNonQuery();

    public List<T> Rows<T>(Func<SqliteDataReader, T> read)
    {
        using var reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first row, or <c>default</c> when there is none.</summary>
    public T? Single<T>(Func<SqliteDataReader, T> read)
    {
        using var reader = _command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose() => _command.Dispose();
}
