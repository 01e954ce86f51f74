using Npgsql;
using NpgsqlTypes;

namespace Sojourn.PostgreSql;

/// <summary>One statement of a call with its values, which are copied when they are bound.</summary>
internal sealed class PostgreSqlCall(PostgreSqlStatement statement)
{
    private readonly NpgsqlParameter[] _values = new NpgsqlParameter[statement.Parameters];

    public PostgreSqlCall Bind(string name, Guid? value) => Set(name, NpgsqlDbType.Uuid, value);

    public PostgreSqlCall Bind(string name, long? value) => Set(name, NpgsqlDbType.Bigint, value);

    public PostgreSqlCall Bind(string name, int? value) => Set(name, NpgsqlDbType.Integer, value);

    public PostgreSqlCall Bind(string name, short? value) => Set(name, NpgsqlDbType.Smallint, value);

    public PostgreSqlCall Bind(string name, bool value) => Set(name, NpgsqlDbType.Boolean, value);

    public PostgreSqlCall Bind(string name, string? value) => Set(name, NpgsqlDbType.Text, value);

    public PostgreSqlCall Bind(string name, byte[]? value) => Set(name, NpgsqlDbType.Bytea, value);

    public PostgreSqlCall Bind(string name, short[] values) => Set(name, NpgsqlDbType.Array | NpgsqlDbType.Smallint, values);

    public PostgreSqlCall Bind(string name, int[] values) => Set(name, NpgsqlDbType.Array | NpgsqlDbType.Integer, values);

    public PostgreSqlCall Bind(string name, long?[] values) => Set(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public PostgreSqlCall Bind(string name, Guid[] values) => Set(name, NpgsqlDbType.Array | NpgsqlDbType.Uuid, values);

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        foreach (var value in _values)
        {
            command.Parameters.Add(value);
        }

        return command;
    }

    private PostgreSqlCall Set(string name, NpgsqlDbType type, object? value)
    {
        _values[statement[name]] = new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value };
        return this;
    }
}
