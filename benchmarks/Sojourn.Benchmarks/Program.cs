using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Sojourn.Benchmarks;

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
