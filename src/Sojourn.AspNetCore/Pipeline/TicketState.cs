using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>A decoded ticket, cached with the session; principals and properties are built from it for each request.</summary>
/// <remarks>
/// A principal that requests shared would leak privilege: an endpoint that adds a claim would authorise later requests.
/// <c>ClaimsPrincipal.Clone</c> shares its identities, so each identity is cloned. The header text is replaced as a whole;
/// a lost race formats it twice.
/// </remarks>
internal sealed class TicketState
{
    /// <summary>Marks the properties of a running session, by which a sign-in is recognised as its re-issue.</summary>
    public const string SessionItem = ".sojourn.session";

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(5);

    private readonly ClaimsIdentity[] _identities;
    private readonly FrozenDictionary<string, string?> _items;
    private HeaderText? _header;
    private long _checkedAt;

    private TicketState(AuthenticationTicket ticket, SessionId id)
    {
        _identities = [.. ticket.Principal.Identities];
        _items = ticket.Properties.Items
            .Where(item => !string.Equals(item.Key, SessionItem, StringComparison.Ordinal))
            .Append(KeyValuePair.Create<string, string?>(SessionItem, id.ToString()))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The state of a view, decoded at its first use.</summary>
    /// <returns>Null when the ticket was written by a version that this one cannot read.</returns>
    public static TicketState? Of(SessionView view)
    {
        if (view.HostState is TicketState known)
        {
            return known;
        }

        var ticket = TicketSerializer.Default.Deserialize(view.Ticket.ToArray());
        var state = ticket is null ? null : new TicketState(ticket, view.Id);
        view.HostState = state;
        return state;
    }

    public static byte[] Write(ClaimsPrincipal principal, AuthenticationProperties properties, string scheme)
    {
        var kept = new AuthenticationProperties(
            properties.Items.Where(item => !string.Equals(item.Key, SessionItem, StringComparison.Ordinal))
                .ToDictionary(StringComparer.Ordinal));
        return TicketSerializer.Default.Serialize(new AuthenticationTicket(principal, kept, scheme));
    }

    /// <summary>Whether a check is due; <see cref="TryTakeCheck"/> decides whose it is.</summary>
    public bool IsCheckDue(DateTimeOffset now) => now.UtcTicks - Volatile.Read(ref _checkedAt) >= CheckInterval.Ticks;

    /// <summary>Takes on a check that is due. One of several concurrent requests gets it, the others go on.</summary>
    public bool TryTakeCheck(DateTimeOffset now)
    {
        var last = Volatile.Read(ref _checkedAt);
        return now.UtcTicks - last >= CheckInterval.Ticks
            && Interlocked.CompareExchange(ref _checkedAt, now.UtcTicks, last) == last;
    }

    /// <summary>The check that was taken on could not be made.</summary>
    public void GiveBackCheck() => Volatile.Write(ref _checkedAt, 0);

    public ClaimsPrincipal NewPrincipal()
    {
        if (_identities.Length == 1)
        {
            return new ClaimsPrincipal(Clone(_identities[0]));
        }

        return new ClaimsPrincipal(_identities.Select(Clone));
    }

    public AuthenticationProperties NewProperties() =>
        new(new SharedItems(_items));

    /// <summary>The header of a live session, made again when a number in it changes: about once a second.</summary>
    public string HeaderFor(SessionView view, DateTimeOffset now)
    {
        var remaining = Remaining.Of(view, now);
        if (_header is { } cached && cached.Remaining == remaining && cached.Generation == view.Generation)
        {
            return cached.Text;
        }

        var text = SojournSessionHeader.Active(view.Id, view.Generation, remaining.IdleSeconds, remaining.AbsoluteSeconds);
        _header = new HeaderText(remaining, view.Generation, text);
        return text;
    }

    private static ClaimsIdentity Clone(ClaimsIdentity identity)
    {
        var clone = identity.Clone();
        if (identity.Actor is { } actor)
        {
            clone.Actor = Clone(actor);
        }

        return clone;
    }

    private sealed record HeaderText(Remaining Remaining, int Generation, string Text);
}
