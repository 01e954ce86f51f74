using Microsoft.Extensions.Logging;

namespace Sojourn.Sqlite;

/// <summary>The events of this store, numbers 2400 to 2499.</summary>
internal sealed partial class SqliteStoreLog(ILogger logger)
{
    public void Opened(long found, long version, bool survivesPowerLoss)
    {
        if (found < version)
        {
            SchemaMigrated(logger, found, version);
        }

        if (!survivesPowerLoss)
        {
            PowerLossUnprotected(logger);
        }
    }

    [LoggerMessage(2400, LogLevel.Information, "The session file went from schema version {FoundVersion} to {SchemaVersion}.")]
    private static partial void SchemaMigrated(ILogger logger, long foundVersion, long schemaVersion);

    [LoggerMessage(
        2401,
        LogLevel.Warning,
        "'Sojourn:Sqlite:SurvivesPowerLoss' is off: a power failure can bring sessions back that were just ended.")]
    private static partial void PowerLossUnprotected(ILogger logger);
}
