using System.Text.Json;
using System.Text.Unicode;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Reads the claims of a token whose signature is right, by strict types, each member at most once.</summary>
/// <remarks>Whose the token is and when it holds is only noted here; <see cref="AccessTokenReader"/> judges it.</remarks>
internal ref struct AccessTokenPayload(AccessTokenSettings settings)
{
    /// <summary>The most claim types of the host: each is compared with all before it, to find a doubled one.</summary>
    public const int MostFurtherTypes = 128;

    private int _seen;
    private int _furtherTypes;
    private List<AccessTokenClaim>? _further;
    private long _expiresAt;
    private long _issuedAt;
    private long _provedAt;
    private SubjectId _subject;
    private SessionId _sessionId;
    private string? _id;
    private string? _clientId;
    private string? _assurance;
    private IReadOnlyList<string>? _methods;
    private AccessTokenSession _session;

    /// <summary>Whether <c>iss</c> is ours, character by character.</summary>
    public bool IsOurIssuer { get; private set; }

    /// <summary>Whether <c>aud</c> is us, or names us among others.</summary>
    public bool IsForUs { get; private set; }

    /// <summary>The <c>nbf</c> in seconds; 0 when there is none.</summary>
    public long NotBefore { get; private set; }

    /// <summary>Reads all of a payload.</summary>
    /// <returns>Null when it is not what the writer writes.</returns>
    /// <remarks>
    /// The framework's reader throws a <see cref="JsonException"/> for bad JSON and an
    /// <see cref="InvalidOperationException"/> for half a surrogate pair behind an escape. Neither is a failure of ours.
    /// </remarks>
    public AccessToken? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Utf8.IsValid(utf8) && TryReadObject(utf8) && IsConsistent() ? ToToken() : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool TryReadObject(ReadOnlySpan<byte> utf8)
    {
        // Two levels are all there is: the claims, and a list or the 'sojourn' object among them.
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 2 });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadMember(ref json))
            {
                return false;
            }
        }

        // One more step, which reports whatever follows the object.
        json.Read();
        return AccessTokenMembers.HasRequired(_seen);
    }

    private bool TryReadMember(ref Utf8JsonReader json)
    {
        var member = AccessTokenMembers.Of(ref json);
        if (member == AccessTokenMember.Further)
        {
            return TryReadFurther(ref json);
        }

        var bit = AccessTokenMembers.Bit(member);
        var isFirst = (_seen & bit) == 0;
        _seen |= bit;
        json.Read();
        return isFirst && TrySet(ref json, member);
    }

    private bool TrySet(ref Utf8JsonReader json, AccessTokenMember member)
    {
        switch (member)
        {
            case AccessTokenMember.Issuer:
                return TrySetIssuer(ref json);
            case AccessTokenMember.Audience:
                return TrySetAudience(ref json);
            case AccessTokenMember.Subject:
                return SubjectId.TryParse(StrictJson.Text(ref json), out _subject);
            case AccessTokenMember.ExpiresAt:
                return StrictJson.TrySeconds(ref json, out _expiresAt);
            case AccessTokenMember.NotBefore:
                var isInstant = StrictJson.TrySeconds(ref json, out var notBefore);
                NotBefore = notBefore;
                return isInstant;
            case AccessTokenMember.IssuedAt:
                return StrictJson.TrySeconds(ref json, out _issuedAt);
            case AccessTokenMember.ProvedAt:
                return StrictJson.TrySeconds(ref json, out _provedAt);
            case AccessTokenMember.SessionId:
                return TrySetSessionId(ref json);
            case AccessTokenMember.Session:
                return AccessTokenSession.TryRead(ref json, out _session);
            case AccessTokenMember.Methods:
                _methods = StrictJson.Texts(ref json);
                return _methods is not null;
            default:
                return TrySetText(ref json, member);
        }
    }

    private bool TrySetText(ref Utf8JsonReader json, AccessTokenMember member)
    {
        var text = StrictJson.Text(ref json, settings.ClientId);
        switch (member)
        {
            case AccessTokenMember.Id:
                _id = text;
                return text is not null;
            case AccessTokenMember.ClientId:
                _clientId = text;
                return text is not null;
            case AccessTokenMember.Assurance:
                _assurance = text;
                return text is not null;
            default:
                // A binding that nobody here checks, or the mark of another kind of token.
                return false;
        }
    }

    private bool TrySetSessionId(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || !json.TryGetGuid(out var value))
        {
            return false;
        }

        // One session, one spelling: who compares 'sid' as text must not see two.
        Span<byte> spelling = stackalloc byte[36];
        value.TryFormat(spelling, out _, "D");
        _sessionId = new SessionId(value);
        return !_sessionId.IsDefault && json.ValueSpan.SequenceEqual(spelling);
    }

    private bool TrySetIssuer(ref Utf8JsonReader json)
    {
        var isText = json.TokenType == JsonTokenType.String && !json.ValueSpan.IsEmpty;
        IsOurIssuer = isText && json.ValueTextEquals(settings.Issuer);
        return isText;
    }

    private bool TrySetAudience(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            IsForUs = json.ValueTextEquals(settings.Audiences[0]);
            return true;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            IsForUs |= json.ValueTextEquals(settings.Audiences[0]);
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private bool TryReadFurther(ref Utf8JsonReader json)
    {
        _further ??= [];
        var type = json.GetString()!;
        if (type.Length == 0 || ++_furtherTypes > MostFurtherTypes || HasFurther(type))
        {
            return false;
        }

        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            _further.Add(new AccessTokenClaim(type, json.GetString()!));
            return true;
        }

        if (StrictJson.Texts(ref json) is not { } values)
        {
            return false;
        }

        foreach (var value in values)
        {
            _further.Add(new AccessTokenClaim(type, value));
        }

        return true;
    }

    private readonly bool HasFurther(string type)
    {
        foreach (var claim in _further!)
        {
            if (string.Equals(claim.Type, type, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the seconds for other services say what the milliseconds for our nodes say.</summary>
    private readonly bool IsConsistent() =>
        _issuedAt == _session.IssuedAt.ToUnixTimeSeconds()
        && _provedAt == _session.ProvedAt.ToUnixTimeSeconds()
        && _expiresAt >= _issuedAt;

    private readonly AccessToken ToToken() => new()
    {
        SessionId = _sessionId,
        Generation = _session.Generation,
        Version = _session.Version,
        Subject = _subject,
        Tenant = _session.Tenant,
        Kind = _session.Kind,
        AuthenticatedAt = _session.AuthenticatedAt,
        Proof = new SessionProof(_session.ProvedAt, _methods ?? [], _assurance),
        IssuedAt = _session.IssuedAt,
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(_expiresAt),
        AbsoluteAt = _session.AbsoluteAt,
        IdleTimeout = _session.IdleTimeout,
        LastActivityAt = _session.LastActivityAt,
        Id = _id!,
        ClientId = _clientId!,
        SealedTicket = _session.SealedTicket,
        Claims = _further ?? (IReadOnlyList<AccessTokenClaim>)[],
    };
}
