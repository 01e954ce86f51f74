using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Reads the small JSON bodies of Sojourn's own endpoints. Anything else is the caller's mistake, never a fault here.</summary>
internal static class SmallBody
{
    private const int MostBytes = 4096;

    /// <summary>Reads a body.</summary>
    /// <returns>The value; valid is false for malformed or large bodies. An absent body is valid and null.</returns>
    public static async Task<BodyReading<T>> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        var buffer = new byte[MostBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length == 0)
        {
            return new BodyReading<T>(IsValid: true, Value: null);
        }

        if (length > MostBytes)
        {
            return default;
        }

        try
        {
            return new BodyReading<T>(IsValid: true, JsonSerializer.Deserialize(buffer.AsSpan(0, length), type));
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
