using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.Histories;

/// <summary>An access token: a text that only our nodes can open, and for how long it is good.</summary>
internal sealed record AccessToken(string Text, SessionLease Lease);

/// <summary>Opens the texts that this history has issued, in place of a signature.</summary>
internal sealed class AccessTokens : ILeaseOpener
{
    private readonly Dictionary<string, SessionLease> _issued = new(StringComparer.Ordinal);

    public AccessToken Issue(SessionView view, DateTimeOffset now, TimeSpan lease)
    {
        var text = string.Create(null, $"access token number {_issued.Count:D12}");
        var issued = new SessionLease
        {
            Id = view.Id,
            Carrier = Carrier.Bearer,
            Subject = view.Subject,
            Kind = view.Kind,
            Generation = view.Generation,
            Version = view.Version,
            AuthenticatedAt = view.AuthenticatedAt,
            Proof = view.Proof,
            LastActivityAt = view.LastActivityAt,
            IdleTimeout = view.IdleTimeout,
            AbsoluteAt = view.AbsoluteAt,
            IssuedAt = now,
            BelievedUntil = now + lease,
        };
        _issued.Add(text, issued);
        return new AccessToken(text, issued);
    }

    public ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken) =>
        new(_issued.GetValueOrDefault(text.ToString()));
}
