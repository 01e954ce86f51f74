namespace Sojourn.Stores;

/// <summary>How many live sessions of one tenant, subject and kind there may be, the new one included.</summary>
/// <param name="Most">At least 1.</param>
/// <param name="EndOldest">True ends the longest unused others as <c>limit</c>; false refuses the new one.</param>
public sealed record SessionLimit(int Most, bool EndOldest);
