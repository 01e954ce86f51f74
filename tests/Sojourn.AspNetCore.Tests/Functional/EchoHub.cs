using Microsoft.AspNetCore.SignalR;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A hub that answers its caller.</summary>
public sealed class EchoHub : Hub
{
    public string Echo(string text) => Context.ConnectionAborted.IsCancellationRequested ? "" : text;
}
