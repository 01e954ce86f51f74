using Microsoft.Extensions.Primitives;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>The <c>Sojourn-Expect</c> request header: the session a page was loaded for.</summary>
internal static class SojournExpectHeader
{
    public const string Name = "Sojourn-Expect";

    /// <summary>Reads the header.</summary>
    /// <param name="lines">The field lines of the header.</param>
    /// <param name="id">The session when stated, otherwise <c>default</c>.</param>
    /// <returns>Stated for one line that is a session id and nothing else.</returns>
    public static SojournExpectation Read(in StringValues lines, out SessionId id)
    {
        id = default;
        if (lines.Count == 0)
        {
            return SojournExpectation.Unstated;
        }

        // The length first: the parser of the framework forgives white space around the id.
        return lines is [{ Length: 36 } text] && SessionId.TryParse(text, out id)
            ? SojournExpectation.Stated
            : SojournExpectation.Malformed;
    }
}
