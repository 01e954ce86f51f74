using System.Diagnostics;
using System.Text;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Sqlite.Writer;

/// <summary>Writes to a store and says what has been acknowledged, one line each: an operation, a session, a number.</summary>
internal sealed class SessionWriter(SqliteSojournStore store, Stream output)
{
    private static readonly SubjectId Ada = new("ada");

    /// <summary>Creates, ends, rotates and displaces until somebody kills the process.</summary>
    public async Task WriteEndlesslyAsync()
    {
        while (true)
        {
            var first = await CreateAsync(limit: null);
            var second = await CreateAsync(limit: null);
            await RotateAsync(first);
            await EndAsync(second);
            await CreateAsync(new SessionLimit(3, EndOldest: true));
            var now = await store.GetTimeAsync(default);
            await store.RenewAsync(new Renewal[] { new(first.Id, now, null, 1) }, default);
        }
    }

    /// <summary>Ends each session whose id comes on a line, and says when the call began.</summary>
    public async Task EndOnCommandAsync(TextReader commands)
    {
        // The first write pays for compiling and opening, which is not what is measured.
        await EndAsync(await CreateAsync(limit: null));
        await SayAsync("ready", default, 0);
        while (await commands.ReadLineAsync() is { } line)
        {
            _ = SessionId.TryParse(line, out var id);
            var began = Stopwatch.GetTimestamp();
            var now = await store.GetTimeAsync(default);
            await store.EndAsync(id, new SessionEnding(EndReason.Revoked, now, null, OperationId.Create()), default);
            await SayAsync("ended", id, began);
        }
    }

    private async Task<SessionRecord> CreateAsync(SessionLimit? limit)
    {
        var now = await store.GetTimeAsync(default);
        var session = new SessionRecord
        {
            Id = SessionId.Create(now, null, Ada),
            Subject = Ada,
            Kind = "browser",
            CreatedAt = now,
            AuthenticatedAt = now,
            LastActivityAt = now,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = now + TimeSpan.FromHours(12),
            Token = new TokenState { Generation = 1, Current = new TokenHash(1, 2) },
            Version = 1,
            Ticket = new byte[700],
        };
        var result = await store.CreateAsync(session, limit, default);
        await SayAsync("created", session.Id, 1);
        foreach (var displaced in result.Displaced)
        {
            await SayAsync("ended", displaced, 0);
        }

        return session;
    }

    private async Task RotateAsync(SessionRecord session)
    {
        var token = session.Token with { Generation = 2, Previous = session.Token.Current };
        var result = await store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1, Token = token }, default);
        if (result.Status == ChangeStatus.Applied)
        {
            await SayAsync("rotated", session.Id, 2);
        }
    }

    private async Task EndAsync(SessionRecord session)
    {
        var now = await store.GetTimeAsync(default);
        await store.EndAsync(session.Id, new SessionEnding(EndReason.SignedOut, now, null, OperationId.Create()), default);
        await SayAsync("ended", session.Id, 0);
    }

    private async Task SayAsync(string operation, SessionId id, long number) =>
        await output.WriteAsync(Encoding.UTF8.GetBytes($"{operation} {id} {number}\n"));
}
