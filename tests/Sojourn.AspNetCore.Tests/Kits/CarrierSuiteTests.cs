namespace Sojourn.AspNetCore.Kits;

/// <summary>One suite, every carrier.</summary>
public sealed class CarrierSuiteTests
{
    private static readonly string[] Everywhere = ["OverBearer", "OverCookie", "OverSealed"];

    /// <summary>Suites that some carrier leaves out, with the reason.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal);

    [Fact]
    public void Every_carrier_runs_every_suite()
    {
        var missing = Suites().SelectMany(suite => Everywhere
            .Except(CarriersOf(suite), StringComparer.Ordinal)
            .Select(carrier => $"{suite.Name} {carrier}"));

        Assert.Equal(LeftOut.Keys.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    private static List<Type> Suites() =>
        [.. typeof(CarrierSuite).Assembly.GetTypes().Where(type => type.IsAbstract && type.IsSubclassOf(typeof(CarrierSuite)))];

    private static IEnumerable<string> CarriersOf(Type suite) => suite.Assembly.GetTypes()
        .Where(type => type.BaseType == suite)
        .Select(type => type.Namespace!.Split('.')[^1]);
}
