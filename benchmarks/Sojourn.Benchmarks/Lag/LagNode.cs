using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sojourn.Lifetimes;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Benchmarks.Lag;

/// <summary>One node of several: a host with its own memory, feed and background work.</summary>
internal sealed class LagNode : IAsyncDisposable
{
    private static readonly TimeSpan CanaryInterval = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private LagNode(WebApplication app)
    {
        _app = app;
        Canaries = new CanaryLags(app.Services);
    }

    public CanaryLags Canaries { get; }

    public SessionManager Manager => _app.Services.GetRequiredService<SessionManager>();

    public SessionValidator Validator => _app.Services.GetRequiredService<SessionValidator>();

    public ISojournStore Store => _app.Services.GetRequiredService<ISojournStore>();

    public StoreClock Clock => _app.Services.GetRequiredService<StoreClock>();

    /// <summary>Whether the feed tells this node everything.</summary>
    public bool IsFed => _app.Services.GetRequiredService<NodeMemory>().IsFed;

    public static async Task<LagNode> StartAsync(Action<ISojournBuilder> addStore, DirectoryInfo keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(keys).SetApplicationName("lag");
        addStore(builder.Services.AddSojourn(options => options.Canary.Interval = CanaryInterval));
        var app = builder.Build();
        app.UseSojourn();
        app.UseAuthorization();
        await app.StartAsync();
        return new LagNode(app);
    }

    /// <summary>A session of somebody, as a sign-in on this node makes it.</summary>
    public async Task<SessionToken> SignInAsync()
    {
        var subject = new SubjectId(Convert.ToHexString(RandomNumberGenerator.GetBytes(8)));
        var started = await Manager.StartAsync(SignIns.Of(subject, Clock.Now), CancellationToken.None);
        return started.Token;
    }

    public async Task<bool> AdmitsAsync(SessionToken token)
    {
        var result = await Validator.ValidateAsync(token, token.Purpose, ValidationDemands.None, CancellationToken.None);
        return result.Status == ValidationStatus.Active;
    }

    public async ValueTask DisposeAsync()
    {
        Canaries.Dispose();
        await _app.DisposeAsync();
    }
}
