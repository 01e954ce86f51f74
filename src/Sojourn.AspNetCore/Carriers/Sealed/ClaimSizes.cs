using Microsoft.AspNetCore.Authentication;

namespace Sojourn.AspNetCore.Carriers.Sealed;

/// <summary>Says which claims make a session large: their types and lengths, never their values.</summary>
internal static class ClaimSizes
{
    private const int Shown = 5;

    /// <summary>The message of a refusal.</summary>
    /// <param name="ticket">The ticket that was to be sealed.</param>
    /// <param name="length">How many characters it would have taken.</param>
    public static string Describe(ReadOnlyMemory<byte> ticket, int length)
    {
        var claims = TicketSerializer.Default.Deserialize(ticket.ToArray())?.Principal.Claims ?? [];
        var largest = claims
            .GroupBy(claim => claim.Type, StringComparer.Ordinal)
            .Select(group => (Type: group.Key, Characters: group.Sum(claim => claim.Value.Length)))
            .OrderByDescending(group => group.Characters)
            .Take(Shown)
            .Select(group => $"'{group.Type}' ({group.Characters} characters)");
        return "SOJ3007: A sealed session of at most 3 cookies of 4050 characters was expected and it takes "
            + $"{length} characters. The largest claims are {string.Join(", ", largest)}. "
            + "Keep them out of the principal, or use the carrier 'Cookie', whose size does not grow.";
    }
}
