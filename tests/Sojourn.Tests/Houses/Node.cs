using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Registration;
using Sojourn.Renewals;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Houses;

/// <summary>One node: its own ring, memory and lanes over the house's store.</summary>
internal sealed class Node : IDisposable
{
    private readonly ServiceProvider _services;

    public Node(ScriptedStore store, ManualTimeProvider time, SessionPolicy policy, byte protectorKey, KeySchedule? schedule = null)
        : this(builder => builder.AddStore(_ => store), time, policy, protectorKey, schedule)
    {
    }

    /// <summary>A node over any store.</summary>
    public Node(
        Action<ISojournBuilder> addStore, ManualTimeProvider time, SessionPolicy policy, byte protectorKey = 1,
        KeySchedule? schedule = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Logs));
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IMeterFactory, FakeMeterFactory>();
        services.AddSingleton<IKeyRingProtector>(new FakeKeyRingProtector(protectorKey));
        services.AddSingleton(policy);
        services.AddSingleton(schedule ?? new KeySchedule());
        services.AddSojournDomain();
        addStore(new TestBuilder(services));
        _services = services.BuildServiceProvider();
    }

    public RecordedLogs Logs { get; } = new();

    public SessionManager Manager => Get<SessionManager>();

    public SessionValidator Validator => Get<SessionValidator>();

    public SessionTokens Tokens => Get<SessionTokens>();

    public KeyRing Ring => Get<KeyRing>();

    public RenewalLane Lane => Get<RenewalLane>();

    public NodeMemory Memory => Get<NodeMemory>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Judges a token with the purpose that it claims, so that only a test of purposes deals with purposes.</summary>
    public ValueTask<ValidationResult> ValidateAsync(
        SessionToken token, ValidationDemands demands = ValidationDemands.None) =>
        Validator.ValidateAsync(token, token.Purpose, demands, CancellationToken.None);

    public async Task<ValidationStatus> StatusAsync(SessionToken token) => (await ValidateAsync(token)).Status;

    /// <summary>A request of the person: validated, and noted as activity.</summary>
    public async Task<ValidationResult> RequestAsync(SessionToken token)
    {
        var result = await ValidateAsync(token);
        if (result.Session is { } session)
        {
            Validator.RecordActivity(session, Get<TimeProvider>().GetUtcNow());
        }

        return result;
    }

    public ValueTask<IssueResult> RotateAsync(SessionToken token, ulong attempt = 0) =>
        Manager.RotateAsync(token, attempt, CancellationToken.None);

    public ValueTask<IssueResult> ReplaceAsync(SessionToken token, TokenReplacement replacement) =>
        Manager.ReplaceAsync(token, replacement, CancellationToken.None);

    public ValueTask<EndResult> EndAsync(SessionToken token, EndReason reason = EndReason.Revoked) =>
        Manager.EndAsync(token.Id, reason, actor: null, CancellationToken.None);

    public ValueTask<EndAllResult> EndAllAsync(string subject, SessionId? except = null) => Manager.EndAllAsync(
        new SubjectSessions(Tenant: null, new SubjectId(subject), except, IncludeEnded: false),
        EndReason.CredentialsChanged, actor: null, CancellationToken.None);

    public Task<bool> FlushAsync(bool everything = false) => Lane.FlushAsync(everything, CancellationToken.None);

    public Task<bool> RepeatEndsAsync() =>
        Memory.PendingEnds.RepeatAsync(Get<ISojournStore>(), CancellationToken.None);

    public void Dispose() => _services.Dispose();
}
