using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

public sealed class ConnectionJudgeTests : IDisposable
{
    private readonly House _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task An_end_is_seen_with_its_reason()
    {
        var (token, connection) = await OpenAsync();
        Assert.Equal(ConnectionStatus.Open, await LookAsync(connection, isCertain: true));

        await _house.A.EndAsync(token, EndReason.Risk);

        Assert.Equal((ConnectionStatus.Ended, EndReason.Risk), (await LookAsync(connection), connection.Reason));
    }

    [Fact]
    public async Task An_end_elsewhere_that_nobody_tells_is_seen_within_the_staleness_bound()
    {
        var (token, _) = await OpenAsync();
        var b = _house.AddNode();
        var connection = new OpenConnection((await b.ValidateAsync(token)).Session!);
        await LookAsync(connection, isCertain: true, node: b);
        await _house.A.EndAsync(token);

        _house.Pass(SessionPolicy.DefaultStalenessBound);

        Assert.Equal(ConnectionStatus.Ended, await LookAsync(connection, node: b));
    }

    [Fact]
    public async Task What_ended_before_it_was_listened_to_is_seen_by_the_first_look()
    {
        var (token, _) = await OpenAsync();
        var b = _house.AddNode();
        var connection = new OpenConnection((await b.ValidateAsync(token)).Session!);
        b.Memory.Cache.Remove(token.Id);
        await _house.A.EndAsync(token);

        Assert.Equal(ConnectionStatus.Ended, await LookAsync(connection, isCertain: true, node: b));
    }

    [Fact]
    public async Task A_passed_deadline_is_written_and_closes_it()
    {
        var (token, connection) = await OpenAsync();
        await LookAsync(connection, isCertain: true);

        _house.Pass(SessionPolicy.DefaultIdleTimeout + Deadlines.FlushLag);

        Assert.Equal((ConnectionStatus.Ended, EndReason.Idle), (await LookAsync(connection), connection.Reason));
        Assert.Equal(EndReason.Idle, (await _house.RecordAsync(token.Id)).Ending!.Reason);
    }

    [Fact]
    public async Task Activity_of_other_requests_keeps_it_open()
    {
        var (token, connection) = await OpenAsync();
        await LookAsync(connection, isCertain: true);
        _house.Pass(SessionPolicy.DefaultIdleTimeout / 2);
        await _house.A.RequestAsync(token);
        await _house.A.FlushAsync(everything: true);
        _house.Pass(SessionPolicy.DefaultIdleTimeout / 2);

        Assert.Equal(ConnectionStatus.Open, await LookAsync(connection));
        Assert.Equal(_house.Now + (SessionPolicy.DefaultIdleTimeout / 2), connection.View.DeadlineAt);
    }

    [Fact]
    public async Task After_a_refresh_it_closes_some_time_within_the_lease()
    {
        var (token, connection) = await OpenAsync();
        _house.Pass(61);
        await _house.A.RotateAsync(token);

        _house.Pass(SessionPolicy.DefaultLease * 0.59);
        Assert.Equal(ConnectionStatus.Open, await LookAsync(connection, isCertain: true));
        _house.Pass(SessionPolicy.DefaultLease * 0.31);

        Assert.Equal(ConnectionStatus.Replaced, await LookAsync(connection));
    }

    [Fact]
    public async Task After_a_rise_of_privilege_it_closes_at_the_end_of_the_grace()
    {
        var (token, connection) = await OpenAsync();
        await _house.A.ReplaceAsync(token, _house.Elevation());

        _house.Pass(9.999);
        Assert.Equal(ConnectionStatus.Open, await LookAsync(connection, isCertain: true));
        _house.Pass(0.001);

        Assert.Equal(ConnectionStatus.Replaced, await LookAsync(connection));
    }

    [Fact]
    public async Task A_later_rotation_never_gives_it_more_time()
    {
        var (token, connection) = await OpenAsync();
        var next = (await _house.A.ReplaceAsync(token, _house.Elevation())).Token;
        await LookAsync(connection, isCertain: true);
        _house.Pass(9);
        await _house.A.ReplaceAsync(next, _house.Elevation());
        await LookAsync(connection, isCertain: true);

        _house.Pass(1);

        Assert.Equal(ConnectionStatus.Replaced, await LookAsync(connection));
    }

    [Fact]
    public async Task A_connection_that_was_left_open_for_long_after_rotations_is_never_taken_for_reuse()
    {
        var (token, connection) = await OpenAsync();
        var next = (await _house.A.ReplaceAsync(token, _house.Elevation())).Token;
        await _house.A.ReplaceAsync(next, _house.Elevation());
        _house.Pass(600);

        Assert.Equal(ConnectionStatus.Replaced, await LookAsync(connection));

        Assert.Null((await _house.RecordAsync(token.Id)).Ending);
    }

    [Fact]
    public async Task A_cut_off_for_everyone_closes_it()
    {
        var (_, connection) = await OpenAsync();
        await LookAsync(connection, isCertain: true);
        _house.Pass(1);

        await _house.A.Manager.CutOffEveryoneAsync(EndReason.Risk, CancellationToken.None);

        Assert.Equal(
            (ConnectionStatus.Ended, EndReason.Risk), (await LookAsync(connection, isCertain: true), connection.Reason));
    }

    [Fact]
    public async Task While_the_store_is_down_it_stands_as_long_as_what_was_read_is_believed()
    {
        var (_, connection) = await OpenAsync();
        await LookAsync(connection, isCertain: true);
        _house.Store.Fail();

        _house.Pass(4.999);
        Assert.Equal(ConnectionStatus.Open, await LookAsync(connection));
        _house.Pass(0.001);

        Assert.Equal(ConnectionStatus.Unavailable, await LookAsync(connection));
    }

    [Fact]
    public async Task An_open_connection_that_nothing_happens_to_reads_once_per_bound_and_not_at_each_look()
    {
        var (token, connection) = await OpenAsync();
        _house.A.Memory.Cache.Remove(token.Id);
        _house.Store.ResetCounts();

        for (var look = 0; look < 10; look++)
        {
            await LookAsync(connection);
            _house.Pass(1);
        }

        Assert.Equal((2, 2), (_house.Store.Count(StoreOperation.Find), _house.Store.Total));
    }

    private async Task<(SessionToken Token, OpenConnection Connection)> OpenAsync()
    {
        var token = await _house.SignInAsync();
        return (token, new OpenConnection((await _house.A.ValidateAsync(token)).Session!));
    }

    private async Task<ConnectionStatus> LookAsync(OpenConnection connection, bool isCertain = false, Node? node = null) =>
        await (node ?? _house.A).Get<ConnectionJudge>().LookAsync(connection, isCertain, CancellationToken.None);
}
