using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>What the renewal lane has learned of one session. Each value becomes the maximum of itself and the record's.</summary>
/// <param name="Id">The session.</param>
/// <param name="ActivityAt">Store time of the latest activity, not of the flush; null = none to report.</param>
/// <param name="HandedOutAt">Store time at which the current generation was handed out again; null = it was not.</param>
/// <param name="Acknowledged">The highest generation seen in use; 0 = none to report.</param>
public readonly record struct Renewal(SessionId Id, DateTimeOffset? ActivityAt, DateTimeOffset? HandedOutAt, int Acknowledged);
