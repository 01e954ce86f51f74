using Sojourn.Sessions;

namespace Sojourn.Sqlite;

internal sealed record WriterReport(string Operation, SessionId Id, long Number);
