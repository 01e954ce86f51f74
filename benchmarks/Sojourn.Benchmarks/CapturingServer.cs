using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Sojourn.Benchmarks;

/// <summary>A server that is called instead of connected to.</summary>
internal sealed class CapturingServer : IServer
{
    private Func<IFeatureCollection, Task>? _send;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task SendAsync(IFeatureCollection exchange) => _send!(exchange);

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _send = async features =>
        {
            var context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            await ((StartingResponse)features.Get<IHttpResponseFeature>()!).StartAsync();
            application.DisposeContext(context, exception: null);
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // Nothing is held.
    }
}
