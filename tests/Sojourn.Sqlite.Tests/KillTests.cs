using Sojourn.Sessions;

namespace Sojourn.Sqlite;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_killed_while_writing_loses_nothing_committed_and_revives_nothing_ended()
    {
        var versions = new Dictionary<SessionId, long>();
        var ended = new HashSet<SessionId>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await WriteUntilKilledAsync(lines: 1 + (kill * 7 % 40), versions, ended);

            await using var store = new SqliteSojournStore(
                new SqliteStoreOptions { Path = _folder.Database }, TimeProvider.System);
            foreach (var (id, version) in versions)
            {
                var found = await store.FindAsync(id, Cancellation);
                Assert.NotNull(found);
                Assert.True(found.Session.Version >= version, "A committed change was lost.");
                Assert.True(!ended.Contains(id) || found.Session.Ending is not null, "An ended session came back.");
            }

            using var lane = new SqliteLane(new SqliteConfiguration(new SqliteStoreOptions { Path = _folder.Database }));
            Assert.Equal("ok", lane.Text("PRAGMA integrity_check"));
        }

        output.WriteLine($"{Kills} kills, {versions.Count} sessions, {ended.Count} of them ended");
    }

    public void Dispose() => _folder.Dispose();

    private async Task WriteUntilKilledAsync(int lines, Dictionary<SessionId, long> versions, HashSet<SessionId> ended)
    {
        using var writer = new WriterProcess("endless", _folder.Database);
        for (var line = 0; await writer.HearAsync(Cancellation) is { } report; line++)
        {
            if (line == lines)
            {
                // The lines that it had already said are still read, until its end of the pipe is gone.
                writer.Kill();
            }

            versions[report.Id] = Math.Max(versions.GetValueOrDefault(report.Id), report.Number);
            if (string.Equals(report.Operation, "ended", StringComparison.Ordinal))
            {
                ended.Add(report.Id);
            }
        }
    }
}
