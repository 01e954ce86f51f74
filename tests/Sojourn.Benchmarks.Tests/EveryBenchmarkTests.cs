using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Sojourn.Benchmarks;

/// <summary>Runs every benchmark once, so that none of them rots.</summary>
public sealed class EveryBenchmarkTests
{
    public static TheoryData<string, string, string?> All()
    {
        var data = new TheoryData<string, string, string?>();
        foreach (var type in typeof(ValidateSessionBenchmarks).Assembly.GetTypes())
        {
            foreach (var method in type.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
            {
                foreach (var value in ParametersOf(type).DefaultIfEmpty(null))
                {
                    data.Add(type.FullName!, method.Name, value);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_benchmark_runs(string typeName, string methodName, string? parameter)
    {
        var type = typeof(ValidateSessionBenchmarks).Assembly.GetType(typeName, throwOnError: true)!;
        var instance = Activator.CreateInstance(type)!;
        if (parameter is not null)
        {
            ParameterOf(type)!.SetValue(instance, parameter);
        }

        await RunAsync(instance, Marked<GlobalSetupAttribute>(type));
        await RunAsync(instance, type.GetMethod(methodName));
        await RunAsync(instance, Marked<GlobalCleanupAttribute>(type));
    }

    private static PropertyInfo? ParameterOf(Type type) =>
        type.GetProperties().FirstOrDefault(property => property.GetCustomAttribute<ParamsAttribute>() is not null);

    private static IEnumerable<string?> ParametersOf(Type type) =>
        ParameterOf(type)?.GetCustomAttribute<ParamsAttribute>()?.Values.Cast<string?>() ?? [];

    private static MethodInfo? Marked<TAttribute>(Type type)
        where TAttribute : Attribute =>
        type.GetMethods().FirstOrDefault(method => method.GetCustomAttribute<TAttribute>() is not null);

    private static async Task RunAsync(object instance, MethodInfo? method)
    {
        if (method?.Invoke(instance, []) is Task task)
        {
            await task;
        }
    }
}
