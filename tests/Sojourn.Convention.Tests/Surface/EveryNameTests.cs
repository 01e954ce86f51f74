namespace Sojourn.Convention.Surface;

/// <summary>No public name of ours is ambiguous in a file that imports everything (H-11a).</summary>
public sealed class EveryNameTests
{
    [Fact]
    public void The_file_that_imports_everything_names_every_public_type()
    {
        var expected = Shipping.Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested);
        var missing = expected.Except(EveryName.Ours).Select(type => type.FullName!);

        Rule.Holds("Add the type to 'EveryName.cs', and its namespace to the imports there.", missing);
    }
}
