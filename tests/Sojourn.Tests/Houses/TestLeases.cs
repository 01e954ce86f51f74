using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Houses;

/// <summary>A carrier of leases whose texts are what a test says they are.</summary>
internal sealed class TestLeases : ILeaseOpener
{
    private readonly Dictionary<string, SessionLease> _issued = new(StringComparer.Ordinal);

    /// <summary>How many texts it was asked to verify.</summary>
    public int Openings { get; private set; }

    /// <summary>Whether an unknown key cannot be looked up.</summary>
    public bool IsDown { get; set; }

    public static SessionLease Of(SessionId id, DateTimeOffset now, TimeSpan life, int generation = 1, long version = 1) => new()
    {
        Id = id,
        Carrier = Carrier.Bearer,
        Subject = new SubjectId("ada"),
        Kind = "browser",
        Generation = generation,
        Version = version,
        AuthenticatedAt = now,
        Proof = new SessionProof(now, ["pwd"], "aal1"),
        LastActivityAt = now,
        IdleTimeout = TimeSpan.FromMinutes(30),
        AbsoluteAt = now.AddHours(12),
        IssuedAt = now,
        BelievedUntil = now + life,
    };

    /// <summary>Issues a text for a record as it stands.</summary>
    public PresentedCredential Issue(SessionRecord record, DateTimeOffset now, double minutes = 5)
    {
        var text = $"a lease of a session, and its number {_issued.Count:D12}";
        _issued.Add(text, Of(record.Id, now, TimeSpan.FromMinutes(minutes), record.Token.Generation, record.Version));
        return Present(text);
    }

    public PresentedCredential Present(string text) => new()
    {
        Purpose = TokenPurpose.RefreshCookie,
        LeaseText = text.AsMemory(),
        Opener = this,
    };

    public ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        Openings++;
        return IsDown
            ? throw new SessionStoreException("The key ring cannot be read.", cause: null)
            : new ValueTask<SessionLease?>(_issued.GetValueOrDefault(text.ToString()));
    }
}
