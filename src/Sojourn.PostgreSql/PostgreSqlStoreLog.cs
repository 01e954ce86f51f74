using Microsoft.Extensions.Logging;

namespace Sojourn.PostgreSql;

/// <summary>The events of this store, numbers 2100 to 2199.</summary>
internal sealed partial class PostgreSqlStoreLog(ILogger logger)
{
    public void Opened(long found, long version, string durability)
    {
        if (found < version)
        {
            SchemaMigrated(logger, found, version);
        }

        if (string.Equals(durability, "off", StringComparison.Ordinal))
        {
            CommitsUnprotected(logger);
        }
    }

    public void FeedReconnected() => FeedResumed(logger);

    [LoggerMessage(2100, LogLevel.Information, "The session tables went from schema version {FoundVersion} to {SchemaVersion}.")]
    private static partial void SchemaMigrated(ILogger logger, long foundVersion, long schemaVersion);

    [LoggerMessage(
        2101,
        LogLevel.Warning,
        "'synchronous_commit' is off: a crash of the server can bring sessions back that were just ended.")]
    private static partial void CommitsUnprotected(ILogger logger);

    [LoggerMessage(2102, LogLevel.Information, "The change feed lost its connection and reads on with another one.")]
    private static partial void FeedResumed(ILogger logger);
}
