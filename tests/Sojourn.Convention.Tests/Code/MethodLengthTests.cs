using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Sojourn.Convention.Code;

/// <summary>Measured by the sequence points of the symbol files: from the opening to the closing brace.</summary>
public sealed class MethodLengthTests
{
    private const int LongestMethod = 40;

    private static readonly Dictionary<string, string> LongMethods = new(StringComparer.Ordinal);

    [Fact]
    public void Methods_have_at_most_40_lines()
    {
        var methods = Shipping.Assemblies.SelectMany(MethodsOf).ToList();
        var longest = methods.MaxBy(method => method.Lines);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{methods.Count} methods under src; the longest has {longest.Lines} lines: {longest.Name}.");

        Rule.Holds(
            "40 lines are the wall (H-15).",
            methods.Where(method => method.Lines > LongestMethod).Select(method => method.Name),
            LongMethods);
    }

    private static List<(string Name, int Lines)> MethodsOf(Assembly assembly)
    {
        using var file = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(file);
        var symbols = provider.GetMetadataReader();
        var found = new List<(string, int)>();
        foreach (var handle in symbols.MethodDebugInformation)
        {
            var points = symbols.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden).ToList();
            if (points.Count > 0 && IsWritten(symbols, points[0].Document))
            {
                var method = assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(handle.ToDefinitionHandle()))!;
                var lines = points.Max(point => point.EndLine) - points.Min(point => point.StartLine) + 1;

                // A constructor also has the points of its fields' initialisers, which are spread over the type.
                found.Add((NameOf(method), method is ConstructorInfo ? 0 : lines));
            }
        }

        return found;
    }

    private static bool IsWritten(MetadataReader symbols, DocumentHandle handle)
    {
        var document = symbols.GetString(symbols.GetDocument(handle).Name);
        return !document.EndsWith(".g.cs", StringComparison.Ordinal)
            && !document.EndsWith(".generated.cs", StringComparison.Ordinal);
    }

    /// <summary>An asynchronous method's body is in its state machine, whose name has the method's.</summary>
    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        return type.Name[0] == '<' && type.DeclaringType is { } outer
            ? $"{outer.Name}.{type.Name[1..].Split('>')[0]}"
            : $"{type.Name}.{method.Name}";
    }
}
