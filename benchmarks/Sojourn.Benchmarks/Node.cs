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
    private readonly IServiceProvider _provider;

    private Node(IServiceProvider provider, StartResult started)
    {
        _provider = provider;
        Token = started.Token;
        View = started.View!;
        var text = new char[SessionToken.TextLength];
        Token.TryFormat(text);
        TokenText = new string(text);
    }

    public SessionValidator Validator => _provider.GetRequiredService<SessionValidator>();

    public SessionManager Manager => _provider.GetRequiredService<SessionManager>();

    public KeyRing Ring => _provider.GetRequiredService<KeyRing>();

    public StoreClock Clock => _provider.GetRequiredService<StoreClock>();

    public SessionToken Token { get; }

    public SessionView View { get; }

    public string TokenText { get; }

    public static async Task<Node> StartAsync(Carrier carrier = Carrier.Cookie, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<IKeyRingProtector, PlainProtector>();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(new KeySchedule { SigningAlgorithm = SigningAlgorithm.ES256 });

        // Longer than a run: what is measured is the near hit or the believed lease, not the read that confirms it.
        services.AddSingleton(new SessionPolicy
        {
            StalenessBound = TimeSpan.FromMinutes(5),
            Lease = TimeSpan.FromHours(1),
            BelievesLeasesWithoutFeed = true,
            IdleTimeout = TimeSpan.FromDays(400),
            AbsoluteTimeout = TimeSpan.FromDays(400),
        });
        new PlainBuilder(services).AddInMemory();
        services.AddSojournDomain();
        var provider = services.BuildServiceProvider();
        return new Node(provider, await StartSessionAsync(provider, carrier));
    }

    /// <summary>Another session of the same person.</summary>
    public async Task<SessionToken> StartSessionAsync(Carrier carrier) => (await StartSessionAsync(_provider, carrier)).Token;

    private static async Task<StartResult> StartSessionAsync(IServiceProvider provider, Carrier carrier)
    {
        var started = await provider.GetRequiredService<SessionManager>().StartAsync(
            SignIns.Of(new SubjectId("5b1f"), provider.GetRequiredService<TimeProvider>().GetUtcNow(), carrier), CancellationToken.None);
        await provider.GetRequiredService<SessionValidator>().ValidateAsync(
            started.Token, started.Token.Purpose, ValidationDemands.None, CancellationToken.None);
        return started;
    }
}
