using Microsoft.Data.Sqlite;

namespace Sojourn.Sqlite;

/// <summary>The options after validation, as the connections need them.</summary>
internal sealed class SqliteConfiguration
{
    public SqliteConfiguration(SqliteStoreOptions options)
    {
        var faults = Validate(options).ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join('\n', faults), nameof(options));
        }

        ConnectionString = new SqliteConnectionStringBuilder(options.ConnectionString ?? "")
        {
            DataSource = options.Path ?? new SqliteConnectionStringBuilder(options.ConnectionString).DataSource,
            // Connections, with their prepared statements, are kept here; a second pool would only hide them.
            Pooling = false,
            // The provider repeats a busy statement for this long, after SQLite's own wait of the same length.
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        }.ToString();
        BusyTimeout = options.BusyTimeout;
        ChangePollInterval = options.ChangePollInterval;
        ChangeRetention = options.ChangeRetention;
        Readers = options.Readers;
        SurvivesPowerLoss = options.SurvivesPowerLoss;
    }

    public string ConnectionString { get; }

    public TimeSpan BusyTimeout { get; }

    public TimeSpan ChangePollInterval { get; }

    public TimeSpan ChangeRetention { get; }

    public int Readers { get; }

    public bool SurvivesPowerLoss { get; }

    private static IEnumerable<string> Validate(SqliteStoreOptions options)
    {
        if (string.IsNullOrEmpty(options.Path) == string.IsNullOrEmpty(options.ConnectionString) || !NamesFile(options))
        {
            yield return SqliteErrors.NoFile(options.Path, options.ConnectionString);
        }

        if (options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromMinutes(1))
        {
            yield return SqliteErrors.OutOfRange(nameof(options.BusyTimeout), options.BusyTimeout, "1 second to 1 minute");
        }

        if (options.ChangePollInterval < TimeSpan.FromMilliseconds(1)
            || options.ChangePollInterval > TimeSpan.FromMilliseconds(500))
        {
            yield return SqliteErrors.OutOfRange(
                nameof(options.ChangePollInterval), options.ChangePollInterval, "1 to 500 milliseconds");
        }

        if (options.ChangeRetention < TimeSpan.FromSeconds(10) || options.ChangeRetention > TimeSpan.FromDays(1))
        {
            yield return SqliteErrors.OutOfRange(nameof(options.ChangeRetention), options.ChangeRetention, "10 seconds to 1 day");
        }

        if (options.Readers is < 1 or > 64)
        {
            yield return SqliteErrors.OutOfRange(nameof(options.Readers), options.Readers, "1 to 64");
        }
    }

    /// <summary>A database in memory belongs to one connection, so each of ours would see another one.</summary>
    private static bool NamesFile(SqliteStoreOptions options)
    {
        var source = new SqliteConnectionStringBuilder(options.ConnectionString ?? "");
        var file = options.Path ?? source.DataSource;
        return source.Mode != SqliteOpenMode.Memory
            && !string.IsNullOrEmpty(file)
            && !file.Contains(":memory:", StringComparison.Ordinal);
    }
}
