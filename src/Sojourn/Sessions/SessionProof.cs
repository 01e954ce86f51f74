namespace Sojourn.Sessions;

/// <summary>When and how the person last proved who they are.</summary>
/// <param name="At">Store time of the proof. Step-up moves it; renewal does not.</param>
/// <param name="Methods">Authentication methods, as in RFC 8176: <c>pwd</c>, <c>otp</c>, <c>hwk</c>…</param>
/// <param name="Assurance">The assurance reached, in the host's or NIST's words, or null.</param>
public sealed record SessionProof(DateTimeOffset At, IReadOnlyList<string> Methods, string? Assurance);
