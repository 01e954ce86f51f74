using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Connections;

/// <summary>Opens what lives longer than a request and belongs to a session: a few per session and node.</summary>
internal sealed class SessionConnections(
    ConnectionJudge judge, EndedSignals signals, StoreClock clock, SessionPolicy policy, TimeProvider timeProvider,
    IOptions<SojournOptions> options)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public ConnectionJudge Judge => judge;

    public EndedSignals Signals => signals;

    public StoreClock Clock => clock;

    public TimeProvider TimeProvider => timeProvider;

    /// <summary>How long a warning comes before either deadline.</summary>
    public TimeSpan WarningLead { get; } = policy.WarningLead;

    /// <summary>
    /// How often a connection looks again though nothing is told: a feed counts as lost after half of the default staleness
    /// bound, so an end that no feed tells is found within the whole of it.
    /// </summary>
    public TimeSpan LookInterval { get; } =
        TimeSpan.FromTicks(Math.Clamp(policy.StalenessBound.Ticks / 2, Shortest.Ticks, Longest.Ticks));

    /// <summary>A long-lived connection, or null when the session holds as many as it may.</summary>
    public SessionConnection? TryOpen(SessionView view) =>
        signals.Connect(view.Id, options.Value.Devices.EventStreams) is { } listener
            ? new SessionConnection(this, view, listener)
            : null;

    /// <summary>Follows a session for one request, which is counted by nobody.</summary>
    public SessionConnection Follow(SessionView view) => new(this, view, signals.Listen(view.Id));
}
