using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>By what the holder of a session asks for a new token: the token itself, or a lease that has none.</summary>
internal readonly struct PresentedHolder
{
    /// <summary>The token, which must be genuine; meaningful when <see cref="Lease"/> is null.</summary>
    public SessionToken Token { get; private init; }

    /// <summary>A lease that a carrier has verified.</summary>
    public SessionLease? Lease { get; private init; }

    /// <summary>A refresh token that is shown beside the lease and must be worth something itself; null = the lease is enough.</summary>
    public SessionToken? Shown { get; private init; }

    public SessionId Id => Lease?.Id ?? Token.Id;

    public int Generation => Lease?.Generation ?? Token.Generation;

    public static implicit operator PresentedHolder(SessionToken token) => new() { Token = token };

    /// <summary>The token of a lease that carries one, else the lease.</summary>
    public static PresentedHolder Of(SessionLease lease) =>
        lease.Reference is { } reference ? reference : new PresentedHolder { Lease = lease };

    /// <summary>The same lease, with a genuine token of its session shown beside it.</summary>
    public PresentedHolder Showing(in SessionToken token) => new() { Lease = Lease, Token = Token, Shown = token };
}
