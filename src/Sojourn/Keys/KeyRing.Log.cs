using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Sojourn.Keys;

internal sealed partial class KeyRing
{
    /// <summary>Notes which keys came and went.</summary>
    /// <returns>Whether one went.</returns>
    private bool Tell(KeyRingContent before, KeyRingContent now)
    {
        var old = IdsOf(before).ToHashSet(StringComparer.Ordinal);
        var current = IdsOf(now).ToHashSet(StringComparer.Ordinal);
        foreach (var id in current.Except(old, StringComparer.Ordinal))
        {
            Log.Announced(logger, id);
        }

        foreach (var id in old.Except(current, StringComparer.Ordinal))
        {
            Log.Removed(logger, id);
        }

        return !old.IsSubsetOf(current);
    }

    private static IEnumerable<string> IdsOf(KeyRingContent ring) =>
        ring.Keys.Select(key => key.Id.ToString(CultureInfo.InvariantCulture)).Concat(ring.Signing.Select(key => key.KeyId));

    private static partial class Log
    {
        [LoggerMessage(1500, LogLevel.Error, "The key ring cannot be read; this node goes on with the keys that it knows")]
        public static partial void Unreadable(ILogger logger, Exception failure);

        [LoggerMessage(1501, LogLevel.Information, "The key ring can be read again")]
        public static partial void Readable(ILogger logger);

        [LoggerMessage(1502, LogLevel.Information, "Key {KeyId} is in the ring")]
        public static partial void Announced(ILogger logger, string keyId);

        [LoggerMessage(1503, LogLevel.Warning, "Key {KeyId} is out of the ring; what was made with it is refused")]
        public static partial void Removed(ILogger logger, string keyId);
    }
}
