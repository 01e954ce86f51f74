namespace Sojourn.PostgreSql;

/// <summary>What was found at the first call.</summary>
/// <param name="Found">The version that the tables had before.</param>
/// <param name="Durability">The server's <c>synchronous_commit</c>.</param>
internal sealed record OpenedDatabase(long Found, string Durability);
