using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using Sojourn.AspNetCore.Registration;
using Sojourn.Cli;
using Sojourn.PostgreSql;
using Sojourn.Sessions;
using Sojourn.Sqlite;
using Sojourn.Testing;
using Sojourn.Testing.Conformance;

namespace Sojourn.Convention;

/// <summary>What is shipped: the projects under <c>src</c> and the types that people wrote in them.</summary>
internal static class Shipping
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(SessionManager).Assembly,
        typeof(SojournOptions).Assembly,
        typeof(CommandLine).Assembly,
        typeof(PostgreSqlStoreOptions).Assembly,
        typeof(SqliteStoreOptions).Assembly,
        typeof(ManualTimeProvider).Assembly,
        typeof(ConformanceSuites).Assembly,
    ];

    public static TheoryData<string> Projects => [.. Assemblies.Select(NameOf)];

    public static IEnumerable<Type> Types => Assemblies.SelectMany(TypesOf);

    public static IEnumerable<string> Sources => Repository.Files("src", ".cs");

    public static string NameOf(Assembly assembly) => assembly.GetName().Name!;

    public static Assembly Find(string project) => Assemblies.Single(assembly => string.Equals(NameOf(assembly), project, StringComparison.Ordinal));

    /// <summary>Types in our own words; what compilers and generators add is not anybody's style.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetTypes().Where(IsWritten);

    public static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(Declared).Where(method => !method.IsSpecialName && !IsGenerated(method) && method.Name[0] != '<');

    public static IEnumerable<ConstructorInfo> ConstructorsOf(Type type) => type.GetConstructors(Declared);

    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && !IsGenerated(type)
        && (type.DeclaringType is null ? IsOurs(type) : IsWritten(type.DeclaringType));

    private static bool IsOurs(Type type) =>
        type.IsPublic || type.Namespace?.StartsWith("Sojourn", StringComparison.Ordinal) == true;

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.IsDefined(typeof(GeneratedCodeAttribute));
}
