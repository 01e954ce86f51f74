using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sojourn.Sessions;

/// <summary>The organisation in which a subject acts. The same subject in two tenants is two people.</summary>
/// <param name="Value">1 to 128 characters without control characters. Null only in <c>default</c>, which is invalid.</param>
public readonly record struct TenantId(string Value)
{
    /// <summary>The longest tenant that a store must accept, in characters.</summary>
    public const int MaximumLength = 128;

    /// <summary>True for <c>default</c> and for an empty value, which every operation refuses.</summary>
    public bool IsDefault => string.IsNullOrEmpty(Value);

    /// <summary>Accepts a text as a tenant.</summary>
    /// <param name="text">The host's key of an organisation.</param>
    /// <param name="tenant">The tenant, or <c>default</c>.</param>
    /// <returns>False when the text is empty, longer than <see cref="MaximumLength"/> or has control characters or
    /// lone surrogates, which UTF-8 cannot tell apart: two people would become one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out TenantId tenant)
    {
        var accepted = text is { Length: > 0 and <= MaximumLength } && !text.Any(char.IsControl) && IsWellFormed(text);
        tenant = accepted ? new TenantId(text!) : default;
        return accepted;
    }

    /// <summary>The value itself, or an empty text.</summary>
    /// <returns>The value.</returns>
    public override string ToString() => Value ?? "";

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
