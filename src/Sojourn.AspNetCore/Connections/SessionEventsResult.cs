using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sojourn.AspNetCore.Pipeline;

namespace Sojourn.AspNetCore.Connections;

/// <summary>A host's event stream, for as long as the session of its request allows.</summary>
internal sealed class SessionEventsResult<T>(IAsyncEnumerable<SseItem<T>> items) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var feature = SojournFeature.Require(httpContext);
        if (feature.Session is null || feature.View is not { } view)
        {
            await Problems.NotSignedIn(feature).ExecuteAsync(httpContext);
            return;
        }

        using var connection = httpContext.RequestServices.GetRequiredService<SessionConnections>().TryOpen(view);
        if (connection is null)
        {
            await Problems.TooManyStreams().ExecuteAsync(httpContext);
            return;
        }

        using var abort = SessionAbort.Start(connection);
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(
            abort.Token, stopping, httpContext.RequestAborted);
        await TypedResults.ServerSentEvents(UntilAsync(closing.Token)).ExecuteAsync(httpContext);
    }

    /// <summary>The items until the token is cancelled: then the answer ends as if there were no more.</summary>
    private async IAsyncEnumerable<SseItem<T>> UntilAsync([EnumeratorCancellation] CancellationToken closing)
    {
        await using var source = items.GetAsyncEnumerator(closing);
        while (await HasNextAsync(source, closing))
        {
            yield return source.Current;
        }
    }

    private static async ValueTask<bool> HasNextAsync(IAsyncEnumerator<SseItem<T>> source, CancellationToken closing)
    {
        try
        {
            return await source.MoveNextAsync() && !closing.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            return false;
        }
    }
}
