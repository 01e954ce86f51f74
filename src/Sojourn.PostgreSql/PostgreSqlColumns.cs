using System.Buffers.Binary;
using System.Text;
using Npgsql;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>The domain's values as columns, and back.</summary>
internal static class PostgreSqlColumns
{
    public static string ToColumn(this TenantId? tenant) => Storable(tenant?.Value ?? "");

    public static string ToColumn(this SubjectId subject) => Storable(subject.Value);

    public static long ToColumn(this DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static long ToColumn(this TimeSpan duration) => (long)duration.TotalMilliseconds;

    public static Guid ToColumn(this UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Refuses what would be an engine failure: it is a misuse, and no other subject's name either.</summary>
    public static string Storable(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException(PostgreSqlErrors.NulCharacter(), nameof(text)) : text;

    /// <summary>A note for people: an end must not fail because of a character in it.</summary>
    public static string? ToNote(this string? text) =>
        text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');

    public static SessionId Id(this NpgsqlDataReader row, int column) => new(row.GetGuid(column));

    public static SessionId? OptionalId(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Id(column);

    public static TenantId? Tenant(this NpgsqlDataReader row, int column) =>
        row.GetString(column) is { Length: > 0 } value ? new TenantId(value) : null;

    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    /// <summary>A number of a closed list; one that this version does not know is a failure, never a guess.</summary>
    public static T Known<T>(this NpgsqlDataReader row, int column)
        where T : struct, Enum
    {
        var number = row.GetInt16(column);
        var value = (T)Enum.ToObject(typeof(T), (int)number);
        return Enum.IsDefined(value)
            ? value
            : throw new SessionStoreException(PostgreSqlErrors.UnknownValue(row.GetName(column), number), null);
    }
}
