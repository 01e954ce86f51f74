using Microsoft.Extensions.Logging;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

internal sealed partial class NodeObserver
{
    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Information, "The store cannot be asked about a credential")]
        public static partial void StoreUnavailable(ILogger logger, Exception failure);

        [LoggerMessage(1101, LogLevel.Error, "The ticket of session {SessionId} was changed, moved or sealed with a lost key")]
        public static partial void TicketRefused(ILogger logger, SessionId sessionId);

        [LoggerMessage(1203, LogLevel.Debug, "Session {SessionId} was rotated to generation {Generation}: {RotationCause}")]
        public static partial void Rotated(ILogger logger, SessionId sessionId, int generation, RotationCause rotationCause);

        [LoggerMessage(1200, LogLevel.Warning, "A superseded token of session {SessionId} was presented; the session ends")]
        public static partial void ReuseDetected(ILogger logger, SessionId sessionId);

        [LoggerMessage(1201, LogLevel.Error, "A genuine stamp for session {SessionId} came with a wrong secret: a leaked tag key or a lost write")]
        public static partial void SecretMismatch(ILogger logger, SessionId sessionId);

        [LoggerMessage(1202, LogLevel.Error, "The store lost writes: a token of session {SessionId} is newer than its record; the session ends")]
        public static partial void StoreWentBack(ILogger logger, SessionId sessionId);
    }
}
