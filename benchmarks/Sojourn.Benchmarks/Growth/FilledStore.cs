using System.Diagnostics;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Benchmarks.Growth;

/// <summary>A store with that many sessions in it, and those of them that are used later.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    // What most people have: listing them must not depend on how many others there are.
    private const int SessionsOfMost = 4;

    private readonly Queue<SessionToken> _samples = new();
    private readonly Dictionary<int, Queue<SubjectId>> _subjects = [];

    private FilledStore(GrowthStore store, GrowthNode node) => (Store, Node) = (store, node);

    public GrowthStore Store { get; }

    public GrowthNode Node { get; }

    public TimeSpan FilledIn { get; private set; }

    /// <summary>What the process remembers more than before, in bytes.</summary>
    public long Heap { get; private set; }

    public long Size { get; private set; }

    public static async Task<FilledStore> FillAsync(GrowthStore store, int size, GrowthPlan plan)
    {
        var filled = new FilledStore(store, GrowthNode.Create(store.Store));
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.StartNew();
        await using (var bulk = store.OpenBulk())
        {
            await using var node = GrowthNode.Create(new SeedingStore(store.Store, bulk));
            await filled.StartAllAsync(node, size, plan);
            await bulk.CompleteAsync();
        }

        filled.FilledIn = started.Elapsed;
        filled.Heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
        filled.Size = await store.SizeAsync();
        return filled;
    }

    public SessionToken NextSample() => _samples.Dequeue();

    public SubjectId NextSubject(int sessions) => _subjects[sessions].Dequeue();

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Store.DisposeAsync();
    }

    private async Task StartAllAsync(GrowthNode node, int size, GrowthPlan plan)
    {
        var special = plan.Subjects.Sum(subject => subject.Key * subject.Value) * plan.Rounds;
        var ordinary = Math.Max(plan.SamplesInAll, size - special);
        var every = ordinary / plan.SamplesInAll;
        for (var number = 0; number < ordinary; number++)
        {
            var token = await StartAsync(node, new SubjectId($"person-{number / SessionsOfMost}"));
            if (number % every == 0 && _samples.Count < plan.SamplesInAll)
            {
                _samples.Enqueue(token);
            }
        }

        foreach (var (sessions, subjects) in plan.Subjects)
        {
            _subjects[sessions] = new Queue<SubjectId>();
            for (var subject = 0; subject < subjects * plan.Rounds; subject++)
            {
                var id = new SubjectId($"person-with-{sessions}-{subject}");
                _subjects[sessions].Enqueue(id);
                for (var session = 0; session < sessions; session++)
                {
                    await StartAsync(node, id);
                }
            }
        }
    }

    private static async Task<SessionToken> StartAsync(GrowthNode node, SubjectId subject) =>
        (await node.Manager.StartAsync(SignIns.Of(subject, node.Clock.Now), CancellationToken.None)).Token;
}
