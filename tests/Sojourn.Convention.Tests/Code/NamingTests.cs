using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Sojourn.Convention.Code;

public sealed class NamingTests
{
    private static readonly string[] BannedFolders = ["Helpers", "Utils", "Common", "Models", "Services", "Interfaces"];
    private static readonly string[] BannedSuffixes = ["Helper", "Helpers", "Util", "Utils", "Processor", "Impl", "Base", "Manager"];

    private static readonly Dictionary<string, string> Managers = new(StringComparer.Ordinal)
    {
        ["SessionManager"] = "the one that the house allows (H-13)",
        ["ObservedUserManager"] = "derives the framework's UserManager",
    };

    private static readonly Dictionary<string, string> WithoutToken = new(StringComparer.Ordinal)
    {
        ["StoreFixture.OpenAsync"] = "a test's fixture: the run's own time limit ends it",
    };

    private static readonly Dictionary<string, string> Synchronous = new(StringComparer.Ordinal)
    {
        ["InMemorySojournStore.Locked"] = "runs a step under a lock and wraps its finished result",
        ["Program.Main"] = "the name that the language prescribes",
    };

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var folders = new[] { "src", "tests", "web/packages", "samples" }
            .SelectMany(root => Repository.Files(root, ""))
            .Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
            .Distinct(StringComparer.Ordinal);
        var banned = folders.Where(folder => folder.Split('/')
            .Any(part => BannedFolders.Contains(part, StringComparer.OrdinalIgnoreCase)));

        Rule.Holds("Name the folder after the feature (H-2).", banned);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        var banned = Shipping.Types
            .Select(type => type.Name.Split('`')[0])
            .Where(name => Array.Exists(BannedSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)));

        Rule.Holds("Name the type after what it is (H-13).", banned, Managers);
    }

    [Fact]
    public void Methods_that_return_tasks_end_in_Async()
    {
        var unnamed = Methods
            .Where(method => IsAsynchronous(method.ReturnType) && !IsTest(method))
            .Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(NameOf);

        Rule.Holds("A method that returns a task ends in 'Async' (H-12).", unnamed, Synchronous);
    }

    [Fact]
    public void A_cancellation_token_comes_last()
    {
        var misplaced = Methods
            .Where(method => method.GetParameters().SkipLast(1).Any(parameter => parameter.ParameterType == typeof(CancellationToken)))
            .Select(NameOf);

        Rule.Holds("The token comes last (H-12).", misplaced);
    }

    [Fact]
    public void Public_asynchronous_methods_take_a_cancellation_token()
    {
        // A method on a request has the request's own abort.
        var deaf = Methods
            .Where(method => method.IsPublic && method.DeclaringType!.IsVisible && IsAsynchronous(method.ReturnType) && !IsTest(method))
            .Where(method => method.Name is not ("DisposeAsync" or "InitializeAsync"))
            .Where(method => !Array.Exists(method.GetParameters(), HearsOfAborts))
            .Select(NameOf);

        Rule.Holds("A public asynchronous method takes a cancellation token (H-12).", deaf, WithoutToken);
    }

    private static IEnumerable<MethodInfo> Methods => Shipping.Types
        .Where(type => !type.IsAssignableTo(typeof(Delegate)))
        .SelectMany(Shipping.MethodsOf)
        .Where(method => !method.Name.Contains('.', StringComparison.Ordinal));

    private static bool HearsOfAborts(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken) || parameter.ParameterType == typeof(HttpContext);

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}";

    private static bool IsTest(MethodInfo method) =>
        method.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "FactAttribute" or "TheoryAttribute");

    private static bool IsAsynchronous(Type type)
    {
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(Task) || shape == typeof(Task<>) || shape == typeof(ValueTask)
            || shape == typeof(ValueTask<>) || shape == typeof(IAsyncEnumerable<>);
    }
}
