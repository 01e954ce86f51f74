using Sojourn.Houses;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.Lifetimes;

public sealed class ExpiryTests
{
    private static readonly TimeSpan Idle = SessionPolicy.DefaultIdleTimeout;

    [Fact]
    public async Task Activity_one_second_before_the_idle_deadline_keeps_the_session_on_every_node()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        house.Pass(Idle - TimeSpan.FromSeconds(1));
        await house.A.RequestAsync(token);
        house.Pass(1);
        await house.A.FlushAsync();
        house.Pass(Idle - TimeSpan.FromSeconds(2));

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(token));
    }

    [Fact]
    public async Task An_unused_session_ends_at_its_deadline_plus_the_flush_lag()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        house.Pass(Idle + Deadlines.FlushLag - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        house.Pass(0.001);
        var result = await house.A.ValidateAsync(token);

        Assert.Equal((ValidationStatus.Ended, EndReason.Idle), (result.Status, result.Reason));
        Assert.True(result.HolderProven);
    }

    [Fact]
    public async Task Whoever_finds_a_passed_deadline_writes_the_end_once()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await b.Tokens.LoadAsync(CancellationToken.None);
        house.Pass(Idle + Deadlines.FlushLag);
        var at = house.Now;
        var gate = house.Store.PauseBefore(StoreOperation.End, most: 2);
        var both = new[] { house.A.ValidateAsync(token).AsTask(), b.ValidateAsync(token).AsTask() };
        await gate.Reached;

        gate.Open();
        await Task.WhenAll(both);
        house.Pass(5);
        await house.A.StatusAsync(token);

        Assert.Equal(2, house.Store.Count(StoreOperation.End));
        var record = await house.RecordAsync(token.Id);
        Assert.Equal((EndReason.Idle, at, 2L), (record.Ending!.Reason, record.Ending.At, record.Version));
    }

    [Fact]
    public async Task A_rotation_that_finds_a_passed_deadline_writes_the_end_too()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.Pass(Idle + Deadlines.FlushLag);

        var issued = await house.A.RotateAsync(token);

        Assert.Equal((ValidationStatus.Ended, EndReason.Idle), (issued.Status, issued.Reason));
        Assert.True(issued.HolderProven);
        Assert.Equal(EndReason.Idle, (await house.RecordAsync(token.Id)).Ending?.Reason);
    }

    [Fact]
    public async Task An_idle_end_loses_to_an_activity_that_was_written_in_between()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await b.StatusAsync(token);
        house.Pass(Idle - TimeSpan.FromSeconds(1));
        await b.RequestAsync(token);
        house.Pass(3);
        var gate = house.Store.PauseBefore(StoreOperation.End);
        var judging = house.A.ValidateAsync(token).AsTask();
        await gate.Reached;

        await b.FlushAsync();
        gate.Open();

        Assert.Equal(ValidationStatus.Superseded, (await judging).Status);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_renewal_that_comes_after_the_end_never_revives()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        house.Pass(60);
        await house.A.RequestAsync(token);

        // The first node is paused before its flush, for longer than the session lives by the record.
        house.Pass(Idle);
        Assert.Equal(EndReason.Idle, (await b.ValidateAsync(token)).Reason);
        await house.A.FlushAsync(everything: true);

        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task Nothing_moves_the_absolute_deadline()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var absoluteAt = (await house.RecordAsync(token.Id)).AbsoluteAt;
        for (var minutes = 0; minutes < 719; minutes++)
        {
            await house.A.RequestAsync(token);
            await house.A.FlushAsync();
            house.Pass(TimeSpan.FromMinutes(1));
            if (minutes % 100 == 0)
            {
                token = (await house.A.ReplaceAsync(token, house.Elevation())).Token;
            }
        }

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.Equal(absoluteAt, (await house.RecordAsync(token.Id)).AbsoluteAt);
        house.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(EndReason.Absolute, (await house.A.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_near_entry_is_not_believed_at_its_deadline()
    {
        using var house = new House(new SessionPolicy { IdleTimeout = TimeSpan.FromSeconds(3) });
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        house.Store.ResetCounts();

        house.Pass(2.999);
        await house.A.StatusAsync(token);
        Assert.Equal(0, house.Store.Total);
        house.Pass(0.001);
        await house.A.StatusAsync(token);

        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_sweep_waits_for_the_flush_lag_as_a_validation_does()
    {
        using var house = new House();
        await house.SignInAsync();
        var sweeper = house.A.Get<SessionSweeper>();

        house.Pass(Idle + Deadlines.FlushLag - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await sweeper.SweepAsync(CancellationToken.None));
        house.Pass(0.001);

        Assert.Equal(1, await sweeper.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_sweep_ends_what_has_passed_once_and_forgets_it_here()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        house.Pass(Idle + Deadlines.FlushLag);

        var sweeper = house.A.Get<SessionSweeper>();
        var first = await sweeper.SweepAsync(CancellationToken.None);
        var second = await sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal((1, 0), (first, second));
        Assert.Equal(EndReason.Idle, (await house.A.ValidateAsync(token)).Reason);
    }
}
