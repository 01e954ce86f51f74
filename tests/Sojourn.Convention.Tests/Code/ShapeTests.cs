using Sojourn.Testing.Conformance;

namespace Sojourn.Convention.Code;

/// <summary>Sealed types, narrow constructors.</summary>
public sealed class ShapeTests
{
    private const int MostParameters = 6;

    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["StoreFixture"] = "what the author of a store derives",
    };

    private static readonly Dictionary<string, string> Wide = new(StringComparer.Ordinal)
    {
        ["ObservedUserManager`1"] = "follows the constructor of the framework's UserManager",
    };

    [Fact]
    public void Classes_are_sealed()
    {
        var open = Shipping.Types
            .Where(type => type.IsClass && !type.IsSealed && !IsSuite(type))
            .Select(type => type.Name);

        Rule.Holds("Seal these classes (H-7), or list them with the reason why somebody derives them.", open, Open);
    }

    [Fact]
    public void Constructors_take_at_most_six_parameters()
    {
        var wide = Shipping.Types
            .Where(type => Shipping.ConstructorsOf(type).Any(constructor => constructor.GetParameters().Length > MostParameters))
            .Select(type => type.Name);

        Rule.Holds("A seventh parameter means a missing concept (H-16).", wide, Wide);
    }

    /// <summary>The suites exist to be derived, one per topic.</summary>
    private static bool IsSuite(Type type) =>
        type.IsAbstract && type.Assembly == typeof(ConformanceSuites).Assembly
        && type.Name.EndsWith("Suite`1", StringComparison.Ordinal);
}
