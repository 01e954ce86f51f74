using System.Buffers.Text;
using System.Text;
using Sojourn.Keys;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A token of fixed facts, the texts it is made of, and forgeries in any part of it, signed like the real one.</summary>
internal static class AccessTokens
{
    public const string Issuer = "https://id.sojourn.example";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);

    public static readonly AccessTokenSettings Settings = new()
    {
        Issuer = Issuer,
        Audiences = ["https://api.sojourn.example"],
        ClientId = "bank-app",
        Lease = TimeSpan.FromMinutes(5),
        ClockSkew = TimeSpan.FromSeconds(30),
    };

    public static AccessToken Facts(DateTimeOffset? issuedAt = null, IReadOnlyList<AccessTokenClaim>? claims = null)
    {
        var issued = issuedAt ?? Now;
        return new AccessToken
        {
            SessionId = new SessionId(new Guid("0192f0c1-2345-7abc-8def-0123456789ab")),
            Generation = 7,
            Version = 12,
            Subject = new SubjectId("ada"),
            Tenant = new TenantId("engines"),
            Kind = "browser",
            AuthenticatedAt = issued.AddMilliseconds(-3_600_456),
            Proof = new SessionProof(issued.AddMilliseconds(-60_321), ["pwd", "otp"], "aal2"),
            IssuedAt = issued,
            ExpiresAt = Settings.ExpiryOf(issued, issued.AddHours(11)),
            AbsoluteAt = issued.AddHours(11),
            IdleTimeout = TimeSpan.FromMinutes(30),
            LastActivityAt = issued.AddMilliseconds(-1_001),
            Id = "AAECAwQFBgcICQoLDA0ODw",
            ClientId = "bank-app",
            Claims = claims ??
            [
                new AccessTokenClaim("name", "Ada \"Countess\" Lovelace \u00E9\U0001F600"),
                new AccessTokenClaim("role", "customer"), new AccessTokenClaim("role", "auditor"),
            ],
        };
    }

    public static string Text(SigningKey? key = null, AccessToken? facts = null, AccessTokenSettings? settings = null) =>
        new AccessTokenWriter(settings ?? Settings).Write(facts ?? Facts(), key ?? FixedKeys.Curve);

    public static AccessTokenReader Reader(params SigningKey[] keys) =>
        new(Settings, new CountedKeys(keys.Length == 0 ? [FixedKeys.Curve] : keys));

    public static AccessTokenReading Read(string text, DateTimeOffset? now = null) =>
        Reader().Read(text, now ?? Now).Reading;

    public static string HeaderOf(string text) => Part(text, 0);

    public static string PayloadOf(string text) => Part(text, 1);

    public static string Header(SigningKey? key = null) => HeaderOf(Text(key));

    public static string Payload() => PayloadOf(Text());

    /// <summary>Any header and any payload, with a signature that is right.</summary>
    public static string Forge(string header, string payload, SigningKey? key = null) =>
        Forge(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload), key);

    public static string Forge(byte[] header, byte[] payload, SigningKey? key = null)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        var signature = new byte[SigningKey.LongestSignature];
        var length = (key ?? FixedKeys.Curve).Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature.AsSpan(0, length))}";
    }

    /// <summary>The real token with another piece of claims, signed again.</summary>
    public static string WithClaims(string found, string instead)
    {
        var payload = Payload();
        Assert.Contains(found, payload, StringComparison.Ordinal);
        return Forge(Header(), payload.Replace(found, instead, StringComparison.Ordinal));
    }

    private static string Part(string text, int index) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.Split('.')[index]));
}
