using BenchmarkDotNet.Attributes;

namespace Sojourn.Benchmarks;

/// <summary>One request through routing, authentication, authorization and an endpoint, in process and without sockets.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private InProcessSite _site = null!;

    [Params(
        "none", "constant", "sojourn-open", "sojourn", "sojourn-sealed", "sojourn-bearer", "sojourn-bearer-first", "cookie",
        "ticket-store", "session", "jwt", "jwt-es256")]
    public string Kind { get; set; } = "none";

    // Not asynchronous: the in-process toolchain does not wait for a setup that is.
    [GlobalSetup]
    public void Setup() => _site = InProcessSite.StartAsync(Kind).GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Cleanup() => _site.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public Task Request() => _site.RequestAsync();
}
