using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>What the store said of a session.</summary>
/// <param name="Found">The record, live or ended, or null.</param>
/// <param name="AskedAt">Store time before the read; it may have begun for another request.</param>
internal readonly record struct RecordAnswer(FoundSession? Found, DateTimeOffset AskedAt);
