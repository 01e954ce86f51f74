using System.Net;
using Sojourn.Soak;

namespace Sojourn.PostgreSql;

/// <summary>Several nodes on one real server, people on all of them, and faults by a seed.</summary>
public sealed class NodesUnderFaultsTests(ITestOutputHelper output)
{
    private static readonly string Refused = ((int)HttpStatusCode.Unauthorized).ToString();
    private static readonly string Failed = ((int)HttpStatusCode.InternalServerError).ToString();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nothing_ended_comes_back_and_nothing_acknowledged_is_lost(ulong seed)
    {
        var plan = new SoakPlan(TimeSpan.FromSeconds(12), Nodes: 3, Clients: 12, seed);

        var ledger = await SoakRun.RunAsync(plan);

        foreach (var fault in ledger.Faults)
        {
            output.WriteLine(fault);
        }

        Assert.Empty(ledger.Violations);
        Assert.DoesNotContain(ledger.Answers.Keys, entry => string.Equals(entry.Answer, Failed, StringComparison.Ordinal));
        // A run in which nobody came, left or was disturbed would have shown nothing.
        Assert.NotEmpty(ledger.Faults);
        Assert.True(ledger.CountOf("check live", "200") > 0, "Nobody was signed in at the end.");
        Assert.True(ledger.CountOf("check ended", Refused) > 0, "Nobody signed out.");
    }
}
