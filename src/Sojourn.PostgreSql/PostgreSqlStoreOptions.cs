namespace Sojourn.PostgreSql;

/// <summary>Where the sessions are kept, and how patient the store is.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>The default of <see cref="Schema"/>.</summary>
    public const string DefaultSchema = "sojourn";

    /// <summary>The default of <see cref="CommandTimeout"/>.</summary>
    public static readonly TimeSpan DefaultCommandTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The default of <see cref="ChangePollInterval"/>.</summary>
    public static readonly TimeSpan DefaultChangePollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The default of <see cref="ChangeRetention"/>.</summary>
    public static readonly TimeSpan DefaultChangeRetention = TimeSpan.FromMinutes(10);

    /// <summary>How to reach the primary, when no data source of the services is to be used.</summary>
    /// <value>A string for <c>Npgsql</c>, or null for the <c>NpgsqlDataSource</c> of the services. Default: null.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The database schema that holds the store's tables; two stores of one database have two.</summary>
    /// <value>1 to 40 lower-case letters, digits and underscores, no digit first. Default: <c>sojourn</c>.</value>
    public string Schema { get; set; } = DefaultSchema;

    /// <summary>How long one operation may take, waiting for a connection included, before the store gives up.</summary>
    /// <value>
    /// 1 second to 1 minute. Default: 5 seconds. Too small fails writes during a checkpoint; too large keeps requests
    /// waiting for a server that does not answer.
    /// </value>
    public TimeSpan CommandTimeout { get; set; } = DefaultCommandTimeout;

    /// <summary>How often a watcher of the change feed looks for changes that nobody wakes it for.</summary>
    /// <value>
    /// 10 milliseconds to 500 milliseconds. Default: 100 milliseconds. A look is one short index scan. Without
    /// <see cref="Listen"/> this is how late other nodes see an end.
    /// </value>
    public TimeSpan ChangePollInterval { get; set; } = DefaultChangePollInterval;

    /// <summary>How long the change feed remembers; the sweep removes what is older.</summary>
    /// <value>
    /// 2 minutes to 1 day. Default: 10 minutes. A watcher that was away for longer is told that it was interrupted; it should
    /// exceed the lease. Larger values cost table space.
    /// </value>
    public TimeSpan ChangeRetention { get; set; } = DefaultChangeRetention;

    /// <summary>Whether ends, privileged rotations and cut-offs wake watchers by <c>NOTIFY</c>.</summary>
    /// <value>
    /// Default: true. Off, nothing is notified and watchers poll only: for engines and poolers that lack <c>LISTEN</c>. All
    /// nodes should agree.
    /// </value>
    public bool Listen { get; set; } = true;

    /// <summary>Whether statements are prepared on each connection.</summary>
    /// <value>Default: true. Off for a pooler in transaction mode that does not follow prepared statements.</value>
    public bool PreparesStatements { get; set; } = true;

    /// <summary>Whether the store makes or migrates its tables at first use.</summary>
    /// <value>
    /// Default: false: missing or older tables are a failure, and an operator runs the script. On is for development, and
    /// needs the right to create.
    /// </value>
    public bool MigratesSchema { get; set; }
}
