namespace Sojourn.Validation;

/// <summary>A fill of the near cache that is under way.</summary>
/// <param name="Begun">What <see cref="NearCache.BeginFill"/> returned.</param>
/// <param name="AskedAt">
/// Store time before the read: what is read may have changed from then on, so staleness counts from then, however long the
/// store takes to answer.
/// </param>
internal readonly record struct Fill(int Begun, DateTimeOffset AskedAt);
