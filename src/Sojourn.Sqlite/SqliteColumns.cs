using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <summary>The domain's values as columns, and back.</summary>
internal static class SqliteColumns
{
    public static byte[] ToColumn(this Guid value) => value.ToByteArray(bigEndian: true);

    public static byte[] ToColumn(this SessionId id) => id.Value.ToColumn();

    public static string ToColumn(this TenantId? tenant) => tenant?.Value ?? "";

    public static long ToColumn(this DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static long ToColumn(this TimeSpan duration) => (long)duration.TotalMilliseconds;

    public static byte[] ToColumn(this UInt128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static SessionId Id(this SqliteDataReader row, int column) => new(new Guid(row.Bytes(column), bigEndian: true));

    public static TenantId? Tenant(this SqliteDataReader row, int column) =>
        row.GetString(column) is { Length: > 0 } value ? new TenantId(value) : null;

    public static DateTimeOffset Instant(this SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>A number of a closed list; one that this version does not know is a failure, never a guess.</summary>
    public static T Known<T>(this SqliteDataReader row, int column)
        where T : struct, Enum
    {
        var number = row.GetInt64(column);
        var value = number is >= 0 and <= int.MaxValue ? (T)Enum.ToObject(typeof(T), (int)number) : default;
        return number is >= 0 and <= int.MaxValue && Enum.IsDefined(value)
            ? value
            : throw new SessionStoreException(SqliteErrors.UnknownValue(row.GetName(column), number), null);
    }
}
