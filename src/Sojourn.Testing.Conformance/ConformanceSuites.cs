using System.Reflection;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Makes sure that a store's tests left no suite out.</summary>
public static class ConformanceSuites
{
    /// <summary>Fails, listing names, when an assembly does not derive every suite for a fixture.</summary>
    /// <typeparam name="TFixture">The store's fixture.</typeparam>
    /// <param name="tests">The assembly of the store's tests.</param>
    public static void AssertComplete<TFixture>(Assembly tests)
        where TFixture : StoreFixture, new()
    {
        ArgumentNullException.ThrowIfNull(tests);
        var missing = MissingFrom<TFixture>(tests.GetExportedTypes());
        Assert.True(missing.Count == 0, $"Not derived for '{typeof(TFixture).Name}': {string.Join(", ", missing)}.");
    }

    /// <summary>Finds the suites that none of some test classes derives.</summary>
    /// <typeparam name="TFixture">The store's fixture.</typeparam>
    /// <param name="tests">The test classes.</param>
    /// <returns>The suites' names in alphabetical order; empty when all are there.</returns>
    public static IReadOnlyList<string> MissingFrom<TFixture>(IEnumerable<Type> tests)
        where TFixture : StoreFixture, new()
    {
        var derived = tests.Where(type => !type.IsAbstract).Select(type => type.BaseType).ToHashSet();
        return [.. typeof(ConformanceSuites).Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type.BaseType is { IsGenericType: true } parent
                && parent.GetGenericTypeDefinition() == typeof(StoreSuite<>))
            .Where(suite => !derived.Contains(suite.MakeGenericType(typeof(TFixture))))
            .Select(suite => suite.Name.Split('`')[0])
            .Order(StringComparer.Ordinal)];
    }
}
