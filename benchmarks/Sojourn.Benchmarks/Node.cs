using Microsoft.Extensions.DependencyInjection;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Benchmarks;

/// <summary>The domain of one node over the in-memory store, with one warm session.</summary>
internal sealed class Node
{
    private Node(IServiceProvider provider, SessionToken token)
    {
        Validator = provider.GetRequiredService<SessionValidator>();
        Ring = provider.GetRequiredService<KeyRing>();
        Token = token;
        var text = new char[SessionToken.TextLength];
        token.TryFormat(text);
        TokenText = new string(text);
    }

    public SessionValidator Validator { get; }

    public KeyRing Ring { get; }

    public SessionToken Token { get; }

    public string TokenText { get; }

    public static async Task<Node> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<IKeyRingProtector, PlainProtector>();

        // Longer than a run: what is measured is the near hit, not the read that confirms an entry every few seconds.
        services.AddSingleton(new SessionPolicy { StalenessBound = TimeSpan.FromMinutes(5) });
        new Builder(services).AddInMemory();
        services.AddSojournDomain();
        var provider = services.BuildServiceProvider();
        var started = await provider.GetRequiredService<SessionManager>().StartAsync(NewSignIn(), CancellationToken.None);
        var node = new Node(provider, started.Token);
        await node.Validator.ValidateAsync(
            started.Token, TokenPurpose.Cookie, ValidationDemands.None, CancellationToken.None);
        return node;
    }

    private static SignIn NewSignIn() => new()
    {
        Subject = new SubjectId("5b1f"),
        Kind = "browser",
        StartedAt = TimeProvider.System.GetUtcNow(),
        Details = new SessionDetails
        {
            Carrier = Carrier.Cookie,
            Client = new ClientContext("Firefox", "Linux", "203.0.113.0/24"),
            Proof = new SessionProof(TimeProvider.System.GetUtcNow(), ["pwd"], Assurance: null),
        },
        Ticket = new byte[400],
    };

    private sealed class PlainProtector : IKeyRingProtector
    {
        public byte[] Protect(byte[] plain) => plain;

        public byte[] Unprotect(byte[] protectedRing) => protectedRing;
    }

    private sealed class Builder(IServiceCollection services) : ISojournBuilder
    {
        public IServiceCollection Services => services;
    }
}
