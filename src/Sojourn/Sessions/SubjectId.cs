using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sojourn.Sessions;

/// <summary>Whom a session belongs to: the host's own, stable key of a person.</summary>
/// <param name="Value">1 to 256 characters without control characters. Null only in <c>default</c>, which is nobody.</param>
/// <remarks>Personal data: it appears in the audit trail and in no other log.</remarks>
public readonly record struct SubjectId(string Value)
{
    /// <summary>The longest subject that a store must accept, in characters.</summary>
    public const int MaximumLength = 256;

    /// <summary>True for <c>default</c> and for an empty value: nobody. Every operation refuses it.</summary>
    public bool IsDefault => string.IsNullOrEmpty(Value);

    /// <summary>True for what Sojourn keeps for itself, such as the sessions by which it measures revocations: nobody's.</summary>
    /// <remarks>A list or a count of people's sessions leaves these out. No sign-in can have such a subject.</remarks>
    public bool IsReserved => Value is ['\u0001', ..];

    /// <summary>Accepts a text as a subject.</summary>
    /// <param name="text">The host's key of a person.</param>
    /// <param name="subject">The subject, or <c>default</c>.</param>
    /// <returns>False when the text is empty, longer than <see cref="MaximumLength"/> or has control characters or
    /// lone surrogates, which UTF-8 cannot tell apart: two people would become one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SubjectId subject)
    {
        var accepted = text is { Length: > 0 and <= MaximumLength } && !text.Any(char.IsControl) && IsWellFormed(text);
        subject = accepted ? new SubjectId(text!) : default;
        return accepted;
    }

    /// <summary>The value itself, or an empty text for nobody.</summary>
    /// <returns>The value.</returns>
    public override string ToString() => Value ?? "";

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
