namespace Sojourn.Benchmarks.StoreLoad;

// 1  a server process for each way, each with its own database; people sign in
// 2  a round without a measurement, then what the stores counted so far
// 3  rounds over all ways, one after the other, so that a noisy minute hits all of them
// 4  what the stores counted, over the requests of all rounds: reads within the rounds, or the feed's polling while others are
//    measured would be theirs; writes over the whole time, since a batch follows its requests

/// <summary>Sojourn's stores and its peers under the same load, in one run.</summary>
internal sealed class StoreComparison(StorePlan plan, string loadServer, string peers) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-stores-");
    private readonly Dictionary<StoreWay, StoreServer> _servers = [];
    private readonly Dictionary<StoreWay, StoreUse> _before = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private CountingDatabase? _database;

    private CountingDatabase Database => _database ?? throw new InvalidOperationException("The database is not started.");

    public async Task<IReadOnlyList<StoreOutcome>> RunAsync()
    {
        await LoadPrograms.WriteScriptsAsync(_folder.FullName);
        _database = await CountingDatabase.StartAsync();
        foreach (var way in StoreWay.All)
        {
            await PrepareAsync(way); // 1
        }

        foreach (var way in StoreWay.All)
        {
            await LoadAsync(way, Math.Max(2, plan.Seconds / 2)); // 2
        }

        await Task.Delay(plan.Settles, TimeProvider.System, CancellationToken.None);
        foreach (var way in StoreWay.All)
        {
            _before[way] = await CountAsync(way);
        }

        var costs = StoreWay.All.ToDictionary(way => way, _ => new List<StoreCost>());
        var reads = StoreWay.All.ToDictionary(way => way, _ => 0L);
        for (var round = 0; round < plan.Rounds; round++)
        {
            foreach (var way in StoreWay.All)
            {
                var before = await CountAsync(way);
                costs[way].Add(await LoadAsync(way, plan.Seconds)); // 3
                reads[way] += (await CountAsync(way) - before).Reads;
            }
        }

        await Task.Delay(plan.Settles, TimeProvider.System, CancellationToken.None);
        var outcomes = new List<StoreOutcome>();
        foreach (var way in StoreWay.All)
        {
            var use = await CountAsync(way) - _before[way];
            outcomes.Add(new StoreOutcome(way, costs[way], use with { Reads = reads[way] })); // 4
        }

        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task PrepareAsync(StoreWay way)
    {
        if (way.Store == StorePlace.PostgreSql)
        {
            await Database.CreateAsync(way);
        }

        if (way.Program == StoreProgram.PgBench)
        {
            return;
        }

        var cookies = Path.Combine(_folder.FullName, way.Database + ".cookies");
        var server = await StoreServer.StartAsync(LineOf(way), cookies, _http);
        _servers[way] = server;
        if (way.Store == StorePlace.None)
        {
            await File.WriteAllTextAsync(cookies, "nobody=1\n");
            return;
        }

        await server.SignInAsync(way.IsCold ? plan.ColdSessions : StorePlan.WarmSessions, _http);
    }

    private string[] LineOf(StoreWay way) => way.Program switch
    {
        StoreProgram.Express => ["node", Path.Combine(peers, "express", "server.js"), "{port}", Database.AddressOf(way), way.Kind],
        _ => ["dotnet", loadServer, way.Kind, "{port}", PlaceOf(way)],
    };

    private string PlaceOf(StoreWay way) => way.Store switch
    {
        StorePlace.PostgreSql => Database.ConnectionStringOf(way),
        StorePlace.File => Path.Combine(_folder.FullName, way.Database + ".db"),
        _ => "",
    };

    private Task<StoreCost> LoadAsync(StoreWay way, int seconds) => way.Program == StoreProgram.PgBench
        ? LoadPrograms.RunPgBenchAsync(_folder.FullName, Database, way, seconds)
        : LoadPrograms.RunWrkAsync(_folder.FullName, _servers[way], seconds);

    private Task<StoreUse> CountAsync(StoreWay way) => way.Store switch
    {
        StorePlace.PostgreSql => Database.CountAsync(way),
        StorePlace.None => Task.FromResult(new StoreUse(0, 0, 0)),
        _ => _servers[way].CountAsync(_http),
    };
}
