using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Keys;
using Sojourn.Canaries;
using Sojourn.Changes;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Renewals;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>The steps of a node's background work, each without a timer of its own.</summary>
internal sealed partial class NodeSteps(IServiceProvider provider, ILogger<NodeSteps> logger)
{
    private readonly RenewalLane _lane = provider.GetRequiredService<RenewalLane>();
    private readonly ISojournStore _store = provider.GetRequiredService<ISojournStore>();
    private readonly StoreClock _clock = provider.GetRequiredService<StoreClock>();
    private readonly PendingEnds _pendingEnds = provider.GetRequiredService<PendingEnds>();
    private readonly OutageLease _outage = provider.GetRequiredService<OutageLease>();

    private KeyRing Ring => provider.GetRequiredService<KeyRing>();

    private StoredXmlKeys? StoredKeys => provider.GetService<StoredXmlKeys>();

    /// <summary>Follows the store's clock, loads or makes the key ring, learns the cut-offs.</summary>
    /// <exception cref="SessionStoreException">
    /// The store cannot be reached, or the key ring cannot be opened with this node's keys. A node without keys could neither
    /// judge nor issue anything: it does not start, and says why.
    /// </exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SynchronizeAsync(cancellationToken);
            await LoadRingAsync(cancellationToken);
        }
        catch (SessionStoreException failure) when (failure.InnerException is not (CryptographicException or InvalidDataException))
        {
            Log.StoreUnavailableAtStart(logger, failure);
            throw new SessionStoreException(Errors.KeyRingUnreachableAtStart(), failure);
        }

        await Ring.AdvanceAsync(cancellationToken);
    }

    /// <summary>Reads the kept Data Protection keys and the key ring again, and moves the ring's keys on when that is due.</summary>
    public async Task KeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (StoredKeys?.RefreshAsync(cancellationToken) ?? Task.CompletedTask);
        }
        finally
        {
            await Ring.AdvanceAsync(cancellationToken);
        }
    }

    /// <summary>Measures the store's clock and reads the cut-offs that could void a session that still lives.</summary>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        await _clock.SynchronizeAsync(_store, cancellationToken);
        await LoadCutOffsAsync(cancellationToken);
    }

    /// <summary>
    /// Reads the cut-offs again unless the feed tells of them: those of a tenant and of everyone are on no record, so asking
    /// the store for sessions would never find one.
    /// </summary>
    public Task FollowCutOffsAsync(CancellationToken cancellationToken) =>
        provider.GetRequiredService<NodeMemory>().IsFed ? Task.CompletedTask : LoadCutOffsAsync(cancellationToken);

    public async Task FlushAsync(bool everything, CancellationToken cancellationToken)
    {
        while (await _lane.FlushAsync(everything, cancellationToken))
        {
            // A full batch was written; more may be due.
        }

        if (!_pendingEnds.IsEmpty)
        {
            await _pendingEnds.RepeatAsync(_store, cancellationToken);
        }

        if (_outage.HasDecisions)
        {
            await ReportOutageAsync(cancellationToken);
        }
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var expired = await provider.GetRequiredService<SessionSweeper>().SweepAsync(cancellationToken);
        if (expired > 0)
        {
            Log.Swept(logger, expired);
        }
    }

    /// <summary>Measures how late this node hears of revocations.</summary>
    public Task CanaryAsync(CancellationToken cancellationToken) =>
        provider.GetRequiredService<CanaryWatch>().StepAsync(cancellationToken);

    public Task FollowAsync(CancellationToken cancellationToken) =>
        provider.GetService<IStoreChangeFeed>() is null
            ? Task.CompletedTask
            : provider.GetRequiredService<ChangeFollower>().RunAsync(cancellationToken);

    /// <summary>Tells the store again what it has lost and this node remembers.</summary>
    public Task RestoreChangesAsync(CancellationToken cancellationToken) =>
        provider.GetService<IStoreChangeFeed>() is null
            ? Task.CompletedTask
            : provider.GetRequiredService<ChangeRestorer>().StepAsync(cancellationToken);

    private async Task ReportOutageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _outage.ReportAsync(_store, cancellationToken);
        }
        catch (SessionStoreException)
        {
            // Still out of reach: the decisions are kept and told once it is back.
        }
    }

    private async Task LoadRingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Ring.LoadAsync(cancellationToken);
        }
        catch (SessionStoreException failure) when (failure.InnerException is CryptographicException && StoredKeys is not null)
        {
            // A node that starts at the same time may have made the ring with a Data Protection key that it stored after this
            // node had read them. It stored the key first, so whoever has seen the ring finds the key now.
            await StoredKeys.RefreshAsync(cancellationToken);
            await Ring.LoadAsync(cancellationToken);
        }
    }

    private Task LoadCutOffsAsync(CancellationToken cancellationToken) =>
        provider.GetRequiredService<CutOffReader>().ReadAsync(cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Error, "The store cannot be reached at start, so this node has no keys and does not start")]
        public static partial void StoreUnavailableAtStart(ILogger logger, Exception failure);

        [LoggerMessage(4001, LogLevel.Information, "The sweep ended {ExpiredCount} expired sessions")]
        public static partial void Swept(ILogger logger, int expiredCount);
    }
}
