using Sojourn.Faults;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>What a network does between a store and its server.</summary>
public sealed class NetworkFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly string _schema = Schemas.New();
    private FaultProxy _proxy = null!;
    private PostgreSqlSojournStore _store = null!;
    private PostgreSqlSojournStore _direct = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var server = await PostgreSqlServer.SharedAsync();
        _proxy = FaultProxy.Start(server.Port);
        _store = Open(_proxy.Redirect(server.ConnectionString));
        _direct = Open(server.ConnectionString);
        await _direct.GetTimeAsync(Cancellation);
        await _store.GetTimeAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _direct.DisposeAsync();
        await _proxy.DisposeAsync();
        await Schemas.DropAsync(_schema);
    }

    [Fact]
    public async Task An_end_whose_answer_is_cut_off_has_happened_and_its_repetition_is_told_so()
    {
        // One before, so that the connection is open and the statement prepared: what passes is the write itself.
        await _store.EndOneAsync();
        var session = await _store.AddAsync();
        var ending = Samples.Ending();
        _proxy.Set(Fault.Of(FaultKind.CutAnswers));

        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await _store.EndAsync(session.Id, ending, Cancellation));
        _proxy.Heal();
        var repeated = await RepeatAsync(() => _store.EndAsync(session.Id, ending, Cancellation));

        Assert.Contains("SOJ2101", failure.Message, StringComparison.Ordinal);
        Assert.False(repeated.Applied);
        Assert.Equal(ending.Operation, repeated.Ending?.Operation);
    }

    [Fact]
    public async Task A_start_whose_answer_is_cut_off_is_told_as_present_when_repeated_and_made_once()
    {
        await _store.AddAsync();
        var session = Samples.Session("grace");
        _proxy.Set(Fault.Of(FaultKind.CutAnswers));

        await Assert.ThrowsAsync<SessionStoreException>(
            async () => await _store.CreateAsync(session, null, Cancellation));
        _proxy.Heal();
        var repeated = await RepeatAsync(() => _store.CreateAsync(session, null, Cancellation));

        Assert.Equal(CreateStatus.AlreadyExists, repeated.Status);
        var listed = await _direct.ListAsync(new SubjectSessions(null, session.Subject, null, true), null, 10, Cancellation);
        Assert.Single(listed.Sessions);
    }

    [Fact]
    public async Task A_cut_connection_fails_its_call_and_the_store_serves_again_when_it_is_mended()
    {
        var session = await _store.AddAsync();
        _proxy.Set(Fault.Of(FaultKind.Cut));

        await Assert.ThrowsAsync<SessionStoreException>(async () => await _store.FindAsync(session.Id, Cancellation));
        await Assert.ThrowsAsync<SessionStoreException>(async () => await _store.FindAsync(session.Id, Cancellation));
        _proxy.Heal();

        Assert.NotNull(await RepeatAsync(() => _store.FindAsync(session.Id, Cancellation)));
    }

    [Fact]
    public async Task A_half_open_connection_keeps_nobody_waiting_beyond_the_command_timeout()
    {
        var session = await _store.AddAsync();
        _proxy.Set(Fault.Of(FaultKind.HalfOpen));
        var began = TimeProvider.System.GetTimestamp();

        var failures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Assert.ThrowsAsync<SessionStoreException>(
            async () => await _store.FindAsync(session.Id, Cancellation))));
        var waited = TimeProvider.System.GetElapsedTime(began);
        _proxy.Heal();

        Assert.All(failures, failure => Assert.Contains("SOJ2102", failure.Message, StringComparison.Ordinal));
        // No promise of a time, only that they did not wait one behind the other.
        Assert.True(waited < Timeout * 4, $"The calls took {waited}.");
        Assert.NotNull(await RepeatAsync(() => _store.FindAsync(session.Id, Cancellation)));
    }

    [Fact]
    public async Task A_late_answer_within_the_command_timeout_is_an_answer()
    {
        var session = await _store.AddAsync();
        _proxy.Set(Fault.Delay(TimeSpan.FromMilliseconds(100)));

        var ended = await _store.EndAsync(session.Id, Samples.Ending(), Cancellation);

        Assert.True(ended.Applied);
        Assert.True(_proxy.Strikes > 0);
    }

    [Fact]
    public async Task A_slow_network_brings_a_listing_whole_or_not_at_all()
    {
        var person = Samples.Session("lin").Subject;
        for (var made = 0; made < 20; made++)
        {
            await _direct.CreateAsync(Samples.Session("lin") with { Details = new byte[4000] }, null, Cancellation);
        }

        var everything = new SubjectSessions(null, person, null, false);
        _proxy.Set(Fault.Throttle(200_000));
        var slow = await _store.ListAsync(everything, null, 20, Cancellation);
        _proxy.Set(Fault.Throttle(5_000));
        await Assert.ThrowsAsync<SessionStoreException>(async () => await _store.ListAsync(everything, null, 20, Cancellation));

        Assert.Equal(20, slow.Sessions.Count);
        Assert.All(slow.Sessions, session => Assert.Equal(4000, session.Details.Length));
    }

    [Fact]
    public async Task An_answer_that_is_no_protocol_is_a_failure_of_the_store_and_changes_nothing()
    {
        var session = await _store.AddAsync();
        _proxy.Set(Fault.Of(FaultKind.Corrupt));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<SessionStoreException>(async () => await _store.FindAsync(session.Id, Cancellation));
        }

        _proxy.Heal();
        var found = await RepeatAsync(() => _store.FindAsync(session.Id, Cancellation));
        Assert.Null(found?.Session.Ending);
        Assert.Equal(session.Token.Current, found?.Session.Token.Current);
    }

    [Theory]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.HalfOpen)]
    [InlineData(FaultKind.Corrupt)]
    public async Task A_feed_over_a_broken_network_reads_on_and_loses_nothing(FaultKind kind)
    {
        var since = await _direct.GetTimeAsync(Cancellation);
        string position;
        await using (var before = new FeedTail(_store, null, since))
        {
            position = (await before.UntilListeningAsync())[^1].Position;
            _proxy.Set(Fault.Of(kind));
            await Assert.ThrowsAsync<SessionStoreException>(async () => await before.UntilAsync(Samples.Session().Id));
        }

        var missed = await _direct.EndOneAsync();
        _proxy.Heal();
        await RepeatAsync(() => _store.GetTimeAsync(Cancellation));

        await using var after = new FeedTail(_store, position, since);
        var seen = await after.UntilListeningAsync();
        Assert.Contains(seen, change => change.Id == missed);
        Assert.DoesNotContain(seen, change => change.Kind == StoreChangeKind.Interrupted);
    }

    private PostgreSqlSojournStore Open(string connectionString) => new(
        new PostgreSqlStoreOptions
        {
            ConnectionString = connectionString + ";Application Name=" + _schema,
            Schema = _schema,
            MigratesSchema = true,
            CommandTimeout = Timeout,
            ChangePollInterval = Schemas.Poll,
        },
        TimeProvider.System);

    /// <summary>Connections that the fault broke fail once each, and are replaced.</summary>
    private static async Task<T> RepeatAsync<T>(Func<ValueTask<T>> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (SessionStoreException) when (attempt < 60)
            {
                // Another connection, until the broken ones are used up.
            }
        }
    }
}
