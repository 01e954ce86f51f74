using System.Buffers.Text;
using System.Text.Json;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The <c>sojourn</c> member: what only Sojourn's own nodes read, to judge the session without its record.</summary>
internal readonly struct AccessTokenSession
{
    // Numbers, in the order in which they are written.
    private const int GenerationAt = 0;
    private const int VersionAt = 1;
    private const int AuthenticatedAtAt = 2;
    private const int ProvedAtAt = 3;
    private const int IssuedAtAt = 4;
    private const int AbsoluteAtAt = 5;
    private const int IdleTimeoutAt = 6;
    private const int LastActivityAtAt = 7;

    private const long Absent = -1;

    private static readonly JsonEncodedText KindName = JsonEncodedText.Encode("kind");
    private static readonly JsonEncodedText TenantName = JsonEncodedText.Encode("tenant");
    private static readonly JsonEncodedText TicketName = JsonEncodedText.Encode("ticket");

    private static readonly JsonEncodedText[] NumberNames =
    [
        JsonEncodedText.Encode("g"), JsonEncodedText.Encode("v"), JsonEncodedText.Encode("at_ms"),
        JsonEncodedText.Encode("pt_ms"), JsonEncodedText.Encode("iat_ms"), JsonEncodedText.Encode("abs_ms"),
        JsonEncodedText.Encode("idle_ms"), JsonEncodedText.Encode("act_ms"),
    ];

    public required int Generation { get; init; }

    public required long Version { get; init; }

    public required string Kind { get; init; }

    public required TenantId? Tenant { get; init; }

    public required DateTimeOffset AuthenticatedAt { get; init; }

    public required DateTimeOffset ProvedAt { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset AbsoluteAt { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required DateTimeOffset LastActivityAt { get; init; }

    public required byte[]? SealedTicket { get; init; }

    public static void Write(Utf8JsonWriter json, AccessToken token)
    {
        ReadOnlySpan<long> numbers =
        [
            token.Generation, token.Version, token.AuthenticatedAt.ToUnixTimeMilliseconds(),
            token.Proof.At.ToUnixTimeMilliseconds(), token.IssuedAt.ToUnixTimeMilliseconds(),
            token.AbsoluteAt.ToUnixTimeMilliseconds(), token.IdleTimeout.Ticks / TimeSpan.TicksPerMillisecond,
            token.LastActivityAt.ToUnixTimeMilliseconds(),
        ];
        json.WriteStartObject(AccessTokenMembers.NameOf(AccessTokenMember.Session));
        for (var index = 0; index < numbers.Length; index++)
        {
            json.WriteNumber(NumberNames[index], numbers[index]);
        }

        json.WriteString(KindName, token.Kind);
        if (token.Tenant is { } tenant)
        {
            json.WriteString(TenantName, tenant.Value);
        }

        if (token.SealedTicket is { } ticket)
        {
            json.WriteString(TicketName, Base64Url.EncodeToString(ticket));
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <returns>False for an unknown, doubled or missing member, and for every value that <see cref="Write"/> cannot have written.</returns>
    public static bool TryRead(ref Utf8JsonReader json, out AccessTokenSession session)
    {
        session = default;
        Span<long> numbers = stackalloc long[NumberNames.Length];
        numbers.Fill(Absent);
        string? kind = null;
        TenantId? tenant = null;
        byte[]? ticket = null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var accepted = json switch
            {
                _ when json.ValueTextEquals(KindName.EncodedUtf8Bytes) => kind is null && TryReadKind(ref json, out kind),
                _ when json.ValueTextEquals(TenantName.EncodedUtf8Bytes) => tenant is null && TryReadTenant(ref json, out tenant),
                _ when json.ValueTextEquals(TicketName.EncodedUtf8Bytes) => ticket is null && TryReadTicket(ref json, out ticket),
                _ => TryReadNumber(ref json, numbers),
            };
            if (!accepted)
            {
                return false;
            }
        }

        if (kind is null || numbers.Contains(Absent))
        {
            return false;
        }

        session = Of(numbers, kind, tenant, ticket);
        return true;
    }

    private static bool TryReadKind(ref Utf8JsonReader json, out string? kind)
    {
        json.Read();
        kind = StrictJson.Text(ref json, SojournDefaults.BrowserKind);
        return kind is not null;
    }

    private static bool TryReadTenant(ref Utf8JsonReader json, out TenantId? tenant)
    {
        json.Read();
        var accepted = TenantId.TryParse(StrictJson.Text(ref json), out var read);
        tenant = read;
        return accepted;
    }

    private static bool TryReadTicket(ref Utf8JsonReader json, out byte[]? ticket)
    {
        json.Read();
        ticket = json.TokenType == JsonTokenType.String && !json.ValueIsEscaped ? StrictBase64Url.Decode(json.ValueSpan) : null;
        return ticket is not null;
    }

    private static bool TryReadNumber(ref Utf8JsonReader json, scoped Span<long> numbers)
    {
        var index = 0;
        while (index < numbers.Length && !json.ValueTextEquals(NumberNames[index].EncodedUtf8Bytes))
        {
            index++;
        }

        if (index == numbers.Length || numbers[index] != Absent)
        {
            return false;
        }

        var (least, most) = index switch
        {
            GenerationAt => (1, int.MaxValue),
            VersionAt => (1, long.MaxValue),
            IdleTimeoutAt => (1, StrictJson.LastMillisecond),
            _ => (0, StrictJson.LastMillisecond),
        };
        json.Read();
        return StrictJson.TryWhole(ref json, least, most, out numbers[index]);
    }

    private static AccessTokenSession Of(ReadOnlySpan<long> numbers, string kind, TenantId? tenant, byte[]? ticket) => new()
    {
        Generation = (int)numbers[GenerationAt],
        Version = numbers[VersionAt],
        Kind = kind,
        Tenant = tenant,
        AuthenticatedAt = DateTimeOffset.FromUnixTimeMilliseconds(numbers[AuthenticatedAtAt]),
        ProvedAt = DateTimeOffset.FromUnixTimeMilliseconds(numbers[ProvedAtAt]),
        IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(numbers[IssuedAtAt]),
        AbsoluteAt = DateTimeOffset.FromUnixTimeMilliseconds(numbers[AbsoluteAtAt]),
        IdleTimeout = TimeSpan.FromTicks(numbers[IdleTimeoutAt] * TimeSpan.TicksPerMillisecond),
        LastActivityAt = DateTimeOffset.FromUnixTimeMilliseconds(numbers[LastActivityAtAt]),
        SealedTicket = ticket,
    };
}
