using Sojourn.InMemory;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Testing;
using Sojourn.Tokens;

namespace Sojourn.Houses;

/// <summary>The domain as a host composes it: one store, one clock by hand, and as many nodes as a test needs.</summary>
internal sealed class House : IDisposable
{
    private readonly List<Node> _nodes = [];
    private readonly SessionPolicy _policy;
    private readonly KeySchedule _schedule;

    public House(SessionPolicy? policy = null, KeySchedule? schedule = null)
    {
        _policy = policy ?? new SessionPolicy();
        _schedule = schedule ?? new KeySchedule();
        Store = new ScriptedStore(new InMemorySojournStore(Time));
        A = AddNode();
    }

    public ManualTimeProvider Time { get; } = new();

    public ScriptedStore Store { get; }

    /// <summary>The first node.</summary>
    public Node A { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public Node AddNode(byte protectorKey = 1)
    {
        var node = new Node(Store, Time, _policy, protectorKey, _schedule);
        _nodes.Add(node);
        return node;
    }

    public void Pass(TimeSpan time) => Time.Advance(time);

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>What the store has of a session.</summary>
    public async Task<SessionRecord> RecordAsync(SessionId id) =>
        (await Store.FindAsync(id, CancellationToken.None))!.Session;

    public SignIn SignInOf(string subject = "ada", Carrier carrier = Carrier.Cookie) => new()
    {
        Subject = new SubjectId(subject),
        Kind = "browser",
        StartedAt = Now,
        Details = new SessionDetails
        {
            Carrier = carrier,
            Client = ClientContext.Unknown,
            Proof = Password(),
        },
        Ticket = "before"u8.ToArray(),
    };

    public SessionProof Password() => new(Now, ["pwd"], "aal1");

    public TokenReplacement Elevation() => new(
        RotationCause.Elevation, "after"u8.ToArray(), new SessionProof(Now, ["pwd", "hwk"], "aal2"), IsPersistent: null);

    /// <summary>Signs in on the first node.</summary>
    public async Task<SessionToken> SignInAsync(string subject = "ada", Carrier carrier = Carrier.Cookie) =>
        (await A.Manager.StartAsync(SignInOf(subject, carrier), CancellationToken.None)).Token;

    public void Dispose() => _nodes.ForEach(node => node.Dispose());
}
