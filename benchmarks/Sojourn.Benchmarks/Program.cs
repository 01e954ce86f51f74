using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Sojourn.Benchmarks;
using Sojourn.Benchmarks.Growth;
using Sojourn.Benchmarks.Lag;
using Sojourn.Benchmarks.StoreLoad;

// With a store behind them: quick runs show that a program works, not what anything costs.
var isQuick = Environment.GetEnvironmentVariable("SOJOURN_BENCH_QUICK") is "1";
if (args is ["growth", var growthPath])
{
    var plan = isQuick ? GrowthPlan.Quick : GrowthPlan.Full;
    var outcomes = await GrowthMeasurement.RunAsync(plan);
    await using var output = File.CreateText(growthPath);
    await GrowthReport.WriteAsync(output, plan, outcomes);
    return;
}

if (args is ["lag", var lagPath])
{
    var outcomes = await LagMeasurement.RunAsync(isQuick ? LagPlan.Quick : LagPlan.Full);
    await using var output = File.CreateText(lagPath);
    await LagReport.WriteAsync(output, outcomes);
    return;
}

if (args is ["stores", var storesPath, var loadServer, var peers])
{
    var plan = isQuick ? StorePlan.Quick : StorePlan.Full;
    await using var comparison = new StoreComparison(plan, loadServer, peers);
    var outcomes = await comparison.RunAsync();
    await using var output = File.CreateText(storesPath);
    await StoreReport.WriteAsync(output, plan, outcomes);
    return;
}

if (args is ["cpu", var path])
{
    await using var output = File.CreateText(path);
    await PipelineCpu.RunAsync(output);
    return;
}

// In this process: every way is measured in one run on one machine, which is what makes the ratios worth anything.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithIterationCount(8).WithToolchain(InProcessEmitToolchain.Instance))
    .WithOptions(ConfigOptions.JoinSummary);
BenchmarkSwitcher.FromAssembly(typeof(ValidateSessionBenchmarks).Assembly).Run(args, config);
