using Sojourn.PostgreSql;

namespace Sojourn.Soak;

/// <summary>Several nodes on loopback over one real server, people on all of them, and things that break.</summary>
public static class SoakRun
{
    private static readonly TimeSpan MemoryInterval = TimeSpan.FromSeconds(5);

    public static async Task<SoakLedger> RunAsync(SoakPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var keys = Directory.CreateTempSubdirectory("sojourn-soak-");
        await using var server = await PostgreSqlServer.StartAsync();
        var nodes = new List<SoakNode>();
        try
        {
            for (var node = 0; node < plan.Nodes; node++)
            {
                nodes.Add(await SoakNode.StartAsync(server.Port, server.ConnectionString, keys));
            }

            return await RunAsync(plan, server, nodes);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }

            keys.Delete(recursive: true);
        }
    }

    private static async Task<SoakLedger> RunAsync(SoakPlan plan, PostgreSqlServer server, List<SoakNode> nodes)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        using var stopping = new CancellationTokenSource(plan.Duration);
        var ledger = new SoakLedger();
        var people = Enumerable.Range(0, plan.Clients)
            .Select(person => new SoakPerson($"person-{person}", nodes, http, ledger, new Dice(plan.Seed + (ulong)person + 1)))
            .ToList();
        var breaker = new Breaker(server, nodes, ledger, new Dice(plan.Seed));
        await Task.WhenAll(
            people.Select(person => person.RunAsync(plan.Pause, stopping.Token))
                .Append(breaker.RunAsync(plan.BreaksServer, stopping.Token))
                .Append(SampleAsync(ledger, stopping.Token)));
        await SettleAsync(nodes, http, ledger);
        foreach (var person in people)
        {
            await person.CheckAsync();
        }

        ledger.SampleMemory();
        return ledger;
    }

    private static async Task SampleAsync(SoakLedger ledger, CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(MemoryInterval);
        try
        {
            do
            {
                ledger.SampleMemory();
            }
            while (await ticks.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    /// <summary>
    /// Waits until every node reaches the store: connections that the last fault broke fail once each, and pending ends are
    /// repeated once a second.
    /// </summary>
    private static async Task SettleAsync(List<SoakNode> nodes, HttpClient http, SoakLedger ledger)
    {
        foreach (var node in nodes)
        {
            for (var whole = 0; whole < 20;)
            {
                var jar = new SoakJar(http, ledger);
                var isWhole = await jar.SendAsync(node, HttpMethod.Post, "/sign-in?subject=settling", "settle") == System.Net.HttpStatusCode.OK;
                whole = isWhole ? whole + 1 : 0;
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);
    }
}
