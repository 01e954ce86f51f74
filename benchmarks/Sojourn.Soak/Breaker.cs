using Sojourn.Faults;
using Sojourn.PostgreSql;

namespace Sojourn.Soak;

/// <summary>Breaks one thing after the other, by its dice, and mends it again.</summary>
internal sealed class Breaker(PostgreSqlServer server, IReadOnlyList<SoakNode> nodes, SoakLedger ledger, Dice dice)
{
    private static readonly Fault[] Networks =
    [
        Fault.Delay(TimeSpan.FromMilliseconds(50)), Fault.Throttle(20_000), Fault.Of(FaultKind.Cut), Fault.Of(FaultKind.CutAnswers),
        Fault.Of(FaultKind.HalfOpen), Fault.Of(FaultKind.Corrupt),
    ];

    public async Task RunAsync(bool breaksServer, CancellationToken stopping)
    {
        try
        {
            for (var round = 1; ; round++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500 + dice.Next(1500)), TimeProvider.System, stopping);
                if (breaksServer && round % 5 == 0)
                {
                    await BreakServerAsync();
                }
                else
                {
                    await BreakNetworkAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        foreach (var node in nodes)
        {
            node.Network.Heal();
        }
    }

    private async Task BreakNetworkAsync()
    {
        var index = dice.Next(nodes.Count);
        var network = nodes[index].Network;
        network.Set(Networks[dice.Next(Networks.Length)]);
        ledger.Broke($"{network.Fault.Kind} between node {index} and the store");
        await PauseAsync(500 + dice.Next(3500));
        network.Heal();
    }

    private async Task BreakServerAsync()
    {
        if (dice.Next(2) == 0)
        {
            ledger.Broke("the server killed and started again");
            await server.KillAsync();
            await PauseAsync(200);
            await server.RunAsync();
            return;
        }

        ledger.Broke("the server paused");
        await server.PauseAsync();
        await PauseAsync(500 + dice.Next(3000));
        await server.ResumeAsync();
    }

    private static Task PauseAsync(int milliseconds) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, CancellationToken.None);
}
