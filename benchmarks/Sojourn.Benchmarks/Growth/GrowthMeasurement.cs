namespace Sojourn.Benchmarks.Growth;

// For each size:
//
//   1  every store is filled by its engine's own means
//   2  rounds over the stores, one after the other; what is new in this process is compiled by one before them
//   3  sweeps at the end, since they take the sessions that rest longest

/// <summary>What becomes of each operation when there are ten and a hundred times as many sessions.</summary>
internal static class GrowthMeasurement
{
    private const int Sweeps = 3;

    public static async Task<IReadOnlyList<GrowthOutcome>> RunAsync(GrowthPlan plan)
    {
        if (plan != GrowthPlan.Quick)
        {
            // The first sizes would otherwise pay for what the last ones find compiled.
            await MeasureAsync(GrowthPlan.Quick.Sizes[0], GrowthPlan.Quick);
        }

        var outcomes = new List<GrowthOutcome>();
        foreach (var size in plan.Sizes)
        {
            outcomes.AddRange(await MeasureAsync(size, plan));
        }

        return outcomes;
    }

    private static async Task<IReadOnlyList<GrowthOutcome>> MeasureAsync(int size, GrowthPlan plan)
    {
        var filled = new List<FilledStore>();
        try
        {
            filled.Add(await FilledStore.FillAsync(await PostgreSqlGrowth.StartAsync(), size, plan)); // 1
            filled.Add(await FilledStore.FillAsync(new SqliteGrowth(), size, plan));
            filled.Add(await FilledStore.FillAsync(new MemoryGrowth(), size, plan));
            var times = filled.ConvertAll(_ => new GrowthTimes());
            var rounds = filled.Select((store, index) => new GrowthRound(store, plan, times[index])).ToList();
            for (var round = 0; round < plan.Rounds; round++)
            {
                foreach (var store in rounds)
                {
                    await store.RunAsync(); // 2
                }
            }

            for (var sweep = 0; sweep < Sweeps; sweep++)
            {
                foreach (var store in rounds)
                {
                    await store.SweepAsync(); // 3
                }
            }

            return [.. filled.Select((store, index) =>
                new GrowthOutcome(store.Store.Name, size, store.FilledIn, store.Heap, store.Size, times[index])).Reverse()];
        }
        finally
        {
            foreach (var store in filled)
            {
                await store.DisposeAsync();
            }
        }
    }
}
