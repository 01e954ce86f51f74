using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>A response without a server that can be started, as a server starts it: last callback first.</summary>
internal sealed class StartableResponse : HttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    private bool _hasStarted;

    public override bool HasStarted => _hasStarted;

    public static (HttpContext Context, StartableResponse Response) Create()
    {
        var response = new StartableResponse();
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(response);
        return (context, response);
    }

    public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public async Task StartAsync()
    {
        while (_starting.TryPop(out var starting))
        {
            await starting.Callback(starting.State);
        }

        _hasStarted = true;
    }
}
