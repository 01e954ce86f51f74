namespace Sojourn.AspNetCore.Registration;

/// <summary>What a node does with a lease while it may have missed what other nodes changed.</summary>
public enum LeaseWithoutFeed
{
    /// <summary>Asks the store.</summary>
    Ask = 0,

    /// <summary>Believes it. A session that was revoked on another node goes on here for up to a lease.</summary>
    Believe = 1,
}
