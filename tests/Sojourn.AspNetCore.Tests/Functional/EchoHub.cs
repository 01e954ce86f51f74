using Microsoft.AspNetCore.SignalR;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A hub that answers.</summary>
public sealed class EchoHub : Hub
{
    public string Echo(string text) => text;
}
