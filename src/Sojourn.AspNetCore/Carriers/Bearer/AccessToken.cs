using System.Buffers.Text;
using System.Security.Cryptography;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The facts of one access token. They are public to whoever holds it; only the signed text is a credential.</summary>
/// <remarks>Immutable, so that requests may share one. Every instant is store time, UTC, in whole milliseconds.</remarks>
internal sealed class AccessToken
{
    private const int IdLength = 16;

    /// <summary>The session that the token is a lease of: <c>sid</c>.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The generation of the session's token at the time; 1 or more.</summary>
    public required int Generation { get; init; }

    /// <summary>The version of the record at the time; 1 or more.</summary>
    public required long Version { get; init; }

    /// <summary>Whose session it is: <c>sub</c>.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The subject's tenant, or null.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>What limits count; see <see cref="SessionRecord.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When the sign-in started: what cut-offs are compared with, to the millisecond.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>The last proof: <c>auth_time</c>, <c>amr</c> and <c>acr</c> tell it to other services.</summary>
    public required SessionProof Proof { get; init; }

    /// <summary>When it was issued: what the node's view of ends must reach back to.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the lease lapses: <c>exp</c>, a whole second.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the session ends whether used or not.</summary>
    public required DateTimeOffset AbsoluteAt { get; init; }

    /// <summary>How long the session may go unused.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>The last activity known when it was issued: the idle deadline can be judged within the lease.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>The <c>jti</c>, unique among all tokens; see <see cref="NewId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it was issued to: <c>client_id</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The person's whole ticket, sealed: for Sojourn's own nodes, which refuse a token without one.</summary>
    public byte[]? SealedTicket { get; init; }

    /// <summary>The host's claims that other services may see; values of one type stand together.</summary>
    public IReadOnlyList<AccessTokenClaim> Claims { get; init; } = [];

    /// <summary>A fresh <c>jti</c>.</summary>
    /// <returns>128 random bits, 22 characters of base64url.</returns>
    public static string NewId()
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
