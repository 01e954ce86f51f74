using System.Text.Json;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Values of exactly one type each: a number in quotation marks, a fraction or an exponent is not what was written.</summary>
internal static class StrictJson
{
    /// <summary>The last second of the year 9999.</summary>
    public const long LastSecond = 253_402_300_799;

    /// <summary>The last millisecond of the year 9999.</summary>
    public const long LastMillisecond = (LastSecond * 1000) + 999;

    /// <summary>A text of at least one character, or null.</summary>
    public static string? Text(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && !json.ValueSpan.IsEmpty ? json.GetString() : null;

    /// <summary>The same; a text that is often this one shares its instance, as facts are kept for as long as the lease.</summary>
    public static string? Text(ref Utf8JsonReader json, string usual) =>
        json.TokenType == JsonTokenType.String && json.ValueTextEquals(usual) ? usual : Text(ref json);

    /// <summary>A whole number in a range.</summary>
    public static bool TryWhole(ref Utf8JsonReader json, long least, long most, out long number)
    {
        number = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out number) && number >= least && number <= most;
    }

    /// <summary>Seconds since 1970, before the year 10000. RFC 7519 section 2 allows fractions; nobody here writes them.</summary>
    public static bool TrySeconds(ref Utf8JsonReader json, out long seconds) => TryWhole(ref json, 0, LastSecond, out seconds);

    /// <summary>A list of texts.</summary>
    /// <returns>Null for anything else, the empty list included.</returns>
    public static List<string>? Texts(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var texts = new List<string>(2);
        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            texts.Add(json.GetString()!);
        }

        return json.TokenType == JsonTokenType.EndArray && texts.Count > 0 ? texts : null;
    }
}
