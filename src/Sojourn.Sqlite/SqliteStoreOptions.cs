namespace Sojourn.Sqlite;

/// <summary>Where the sessions are kept, and how patient the store is.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The default of <see cref="BusyTimeout"/>.</summary>
    public static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The default of <see cref="ChangePollInterval"/>.</summary>
    public static readonly TimeSpan DefaultChangePollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>The default of <see cref="ChangeRetention"/>.</summary>
    public static readonly TimeSpan DefaultChangeRetention = TimeSpan.FromMinutes(10);

    /// <summary>The default of <see cref="Readers"/>.</summary>
    public const int DefaultReaders = 4;

    /// <summary>The file that holds the sessions; it is made when missing, its folder is not.</summary>
    /// <value>
    /// A path on a local disk, or null when <see cref="ConnectionString"/> is set. Default: null. Network file systems break
    /// the locks and the shared memory that several processes need.
    /// </value>
    public string? Path { get; set; }

    /// <summary>A connection string instead of a path, for keywords that this type does not have.</summary>
    /// <value>A string for <c>Microsoft.Data.Sqlite</c> that names a file, or null. Default: null.</value>
    public string? ConnectionString { get; set; }

    /// <summary>How long a write waits for a writer in another process before the store gives up.</summary>
    /// <value>1 second to 1 minute. Default: 5 seconds. Too small fails writes behind a checkpoint; too large hides a stuck process.</value>
    public TimeSpan BusyTimeout { get; set; } = DefaultBusyTimeout;

    /// <summary>How often a watcher of the change feed looks for changes made by other processes.</summary>
    /// <value>
    /// 1 millisecond to 500 milliseconds. Default: 25 milliseconds. A look costs microseconds; what is larger than 100
    /// milliseconds breaks the bound on how soon other processes see an end. Changes of this process do not wait for it.
    /// </value>
    public TimeSpan ChangePollInterval { get; set; } = DefaultChangePollInterval;

    /// <summary>How long the change feed remembers; the sweep removes what is older.</summary>
    /// <value>
    /// 10 seconds to 1 day. Default: 10 minutes. A watcher that was away for longer is told that it was interrupted; it should
    /// exceed the lease. Larger values cost file space.
    /// </value>
    public TimeSpan ChangeRetention { get; set; } = DefaultChangeRetention;

    /// <summary>How many reads may run at once; each holds a connection of its own.</summary>
    /// <value>1 to 64. Default: 4.</value>
    public int Readers { get; set; } = DefaultReaders;

    /// <summary>Whether a write is on the disk, not only with the operating system, before it is acknowledged.</summary>
    /// <value>
    /// Default: true. A killed process loses nothing either way. False makes writes faster and lets a power failure or a crash
    /// of the operating system undo the last ones.
    /// </value>
    /// <remarks>
    /// Warning: without it an ended session can come back after a power failure, and a rotated token can work again. The store
    /// logs the choice when it opens. Source: SQLite, PRAGMA synchronous (WAL with NORMAL or FULL).
    /// </remarks>
    public bool SurvivesPowerLoss { get; set; } = true;
}
