using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <summary>A disk that has no room left, and has some again.</summary>
public sealed class DiskFullTests : IDisposable
{
    private const int SqliteFull = 13;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-full-");
    private readonly bool _isMounted;

    public DiskFullTests() => _isMounted = Environment.IsPrivilegedProcess
        && Run("mount", "-t", "tmpfs", "-o", "size=1m", "sojourn-full", _folder.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder.FullName, "sessions.db");

    [Fact]
    public async Task A_full_disk_fails_writes_and_loses_nothing_acknowledged()
    {
        Assert.SkipUnless(_isMounted, "A small disk takes a process that may mount one.");
        await using var store = new SqliteSojournStore(
            new SqliteStoreOptions { Path = Database, SurvivesPowerLoss = false }, TimeProvider.System);
        var first = await store.GetTimeAsync(Cancellation);
        var created = new List<SessionId>();
        var ended = new List<SessionId>();

        var failure = await FillAsync(store, first, created, ended);
        var victim = created[0];
        await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.CreateAsync(Large(first), null, Cancellation));
        var found = await store.FindAsync(victim, Cancellation);
        Assert.True(Run("mount", "-o", "remount,size=8m", _folder.FullName));
        await store.CreateAsync(Large(first), null, Cancellation);

        Assert.Equal(SqliteFull, Assert.IsType<SqliteException>(failure.InnerException).SqliteErrorCode);
        Assert.NotNull(found);
        await AssertKeptAsync(store, created, ended);
        using var lane = new SqliteLane(new SqliteConfiguration(new SqliteStoreOptions { Path = Database }));
        Assert.Equal("ok", lane.Text("PRAGMA integrity_check"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        if (_isMounted)
        {
            Run("umount", "-l", _folder.FullName);
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<SessionStoreException> FillAsync(
        SqliteSojournStore store, DateTimeOffset now, List<SessionId> created, List<SessionId> ended)
    {
        for (var session = Large(now); created.Count < 10_000; session = Large(now))
        {
            try
            {
                await store.CreateAsync(session, null, Cancellation);
                created.Add(session.Id);
                if (created.Count % 3 == 0)
                {
                    await store.EndAsync(session.Id, Samples.Ending(now), Cancellation);
                    ended.Add(session.Id);
                }
            }
            catch (SessionStoreException failure)
            {
                return failure;
            }
        }

        throw new InvalidOperationException("The disk never filled.");
    }

    private static async Task AssertKeptAsync(SqliteSojournStore store, List<SessionId> created, List<SessionId> ended)
    {
        foreach (var id in created)
        {
            Assert.NotNull(await store.FindAsync(id, Cancellation));
        }

        foreach (var id in ended)
        {
            Assert.NotNull((await store.FindAsync(id, Cancellation))?.Session.Ending);
        }
    }

    private static SessionRecord Large(DateTimeOffset now) => Samples.Session(now) with { Ticket = new byte[8000] };

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
