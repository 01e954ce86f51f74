using System.Text;
using Microsoft.AspNetCore.Builder;
using Sojourn.Stores;

namespace Sojourn.Convention.Code;

public sealed class ProjectTests
{
    [Fact]
    public void Every_project_under_src_is_held_to_the_conventions()
    {
        var projects = Directory.EnumerateDirectories(Repository.PathOf("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(Shipping.Assemblies.Select(Shipping.NameOf).Order(StringComparer.Ordinal), projects);
    }

    [Fact]
    public void The_domain_references_no_web_framework_and_no_database()
    {
        var references = ReferencesOf("Sojourn");

        Rule.Holds("The domain may reference the framework and abstractions only.", references.Where(IsForeign));
    }

    [Theory]
    [InlineData("Sojourn.PostgreSql")]
    [InlineData("Sojourn.Sqlite")]
    public void Stores_reference_the_domain_and_no_web_framework(string store)
    {
        var references = ReferencesOf(store);

        Assert.Contains("Sojourn", references, StringComparer.Ordinal);
        Rule.Holds("A store knows no web framework.", references.Where(IsWebFramework));
    }

    [Fact]
    public void The_web_package_names_no_concrete_store()
    {
        var stores = Shipping.Types.Where(type => type.IsClass && type.Name is not "ObservedStore" && type.IsAssignableTo(typeof(ISojournStore)));
        var sources = Repository.Files("src/Sojourn.AspNetCore", ".cs").ToList();
        var naming = stores.SelectMany(store => sources
            .Where(source => Repository.Read(source).Contains(store.Name, StringComparison.Ordinal))
            .Select(source => $"{source}: {store.Name}"));

        Rule.Holds("ASP.NET Core code never names a concrete store (H-3).", naming);
    }

    [Theory]
    [InlineData("__AuthenticationMiddlewareSet")]
    [InlineData("__AuthorizationMiddlewareSet")]
    public void The_framework_still_decides_by_the_properties_that_UseSojourn_sets(string property)
    {
        // Else it inserts its own middlewares in front of ours, and authorization runs before the cross-site verdict.
        var framework = File.ReadAllBytes(typeof(WebApplication).Assembly.Location);

        Assert.True(framework.AsSpan().IndexOf(Encoding.Unicode.GetBytes(property)) >= 0, $"'{property}' is gone from the framework.");
    }

    private static bool IsForeign(string reference) =>
        IsWebFramework(reference) || reference.StartsWith("Microsoft.Data", StringComparison.Ordinal);

    private static bool IsWebFramework(string reference) =>
        reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    private static List<string> ReferencesOf(string project) =>
        [.. Shipping.Find(project).GetReferencedAssemblies().Select(name => name.Name!)];
}
