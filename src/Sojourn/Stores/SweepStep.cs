using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>One bounded step of the sweep.</summary>
/// <param name="Now">Store time.</param>
/// <param name="IdleSlack">How far behind the truth a recorded activity may be; an idle expiry waits that much longer.</param>
/// <param name="RemoveEndedBefore">Tombstones that ended before this are removed.</param>
/// <param name="Most">The most records to end, and the most to remove, at least 1.</param>
/// <param name="Operation">This step.</param>
public sealed record SweepStep(
    DateTimeOffset Now, TimeSpan IdleSlack, DateTimeOffset RemoveEndedBefore, int Most, OperationId Operation);
