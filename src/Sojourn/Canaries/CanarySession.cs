using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Canaries;

/// <summary>A session of nobody, made to be ended: by it each node measures how late it hears of a revocation.</summary>
/// <remarks>
/// Nobody can present one: its hash is random and was never the hash of a token. Its id follows from the instant, so that
/// of all nodes exactly one inserts it, and each finds it without asking for a list.
/// </remarks>
internal static class CanarySession
{
    public const string Kind = "canary";

    /// <summary>A control character comes first, which no sign-in can bring.</summary>
    public static SubjectId Subject { get; } = new("\u0001canary");

    /// <summary>The one canary of an interval.</summary>
    public static SessionId IdAt(DateTimeOffset startsAt, TimeSpan interval)
    {
        Span<byte> seed = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(seed, startsAt.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(seed[sizeof(long)..], interval.Ticks);
        return SessionId.CreateFrom(startsAt, Subject, SHA256.HashData(seed));
    }

    /// <summary>A record that lives for two intervals at most: if the node that would end it is gone, the sweep does.</summary>
    public static SessionRecord RecordAt(SessionId id, DateTimeOffset now, TimeSpan interval) => new()
    {
        Id = id,
        Subject = Subject,
        Kind = Kind,
        CreatedAt = now,
        AuthenticatedAt = now,
        LastActivityAt = now,
        IdleTimeout = interval * 2,
        AbsoluteAt = now + (interval * 2),
        Token = new TokenState
        {
            Generation = 1,
            Current = RandomHash(),
            Cause = RotationCause.Demand,
            RotatedAt = now,
        },
        HandedOutAt = now,
        Version = 1,
        Details = SessionDetailsCodec.Write(Details(now)),
    };

    /// <summary>The view of a canary's record, for the near cache.</summary>
    public static SessionView ViewOf(SessionRecord record) =>
        new(record, Details(record.CreatedAt), record.Token.Generation, ticket: default);

    /// <summary>
    /// The end of a canary at an instant. It is dated back by almost the retention of tombstones, so that the sweep removes
    /// it after two intervals and not after weeks; the true instant stands in place of the actor.
    /// </summary>
    public static SessionEnding EndingAt(DateTimeOffset at, SessionPolicy policy) => new(
        EndReason.Revoked,
        at - policy.TombstoneRetention + (policy.CanaryInterval * 2),
        at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        OperationId.Create());

    /// <summary>When a canary was ended by a node; null when it lives, or the sweep has ended it.</summary>
    public static DateTimeOffset? EndedAtOf(SessionRecord? record) =>
        long.TryParse(record?.Ending?.Actor, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static SessionDetails Details(DateTimeOffset at) => new()
    {
        Carrier = Carrier.Cookie,
        Client = ClientContext.Unknown,
        Proof = new SessionProof(at, [], Assurance: null),
    };

    private static TokenHash RandomHash() => TokenHash.Read(RandomNumberGenerator.GetBytes(TokenHash.Length));
}
