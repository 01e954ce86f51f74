using Microsoft.Extensions.DependencyInjection;
using Sojourn.PostgreSql;

namespace Sojourn.Benchmarks.Lag;

/// <summary>Both stores that several nodes can share, idle and under load.</summary>
internal static class LagMeasurement
{
    public static async Task<IReadOnlyList<LagOutcome>> RunAsync(LagPlan plan)
    {
        var outcomes = new List<LagOutcome>();
        await using (var server = await PostgreSqlServer.StartAsync("shared_buffers = 256MB"))
        {
            await using var run = await LagRun.StartAsync("PostgreSQL", plan, builder => builder.AddPostgreSql(postgres =>
                (postgres.ConnectionString, postgres.MigratesSchema) = (server.ConnectionString, true)));
            outcomes.Add(await run.IdleAsync());
            outcomes.Add(await run.LoadedAsync());
        }

        var folder = Directory.CreateTempSubdirectory("sojourn-lag-file-");
        await using (var run = await LagRun.StartAsync("SQLite", plan, builder => builder.AddSqlite(sqlite =>
            sqlite.Path = Path.Combine(folder.FullName, "sessions.db"))))
        {
            outcomes.Add(await run.IdleAsync());
            outcomes.Add(await run.LoadedAsync());
        }

        folder.Delete(recursive: true);
        return outcomes;
    }
}
