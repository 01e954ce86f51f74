using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>The <c>Sojourn-Activity</c> request header: whether the person caused the request.</summary>
internal static class SojournActivityHeader
{
    public const string Name = "Sojourn-Activity";

    /// <summary>Reads the header.</summary>
    /// <param name="lines">The field lines of the header.</param>
    /// <returns>
    /// Unstated for anything but one line with one known word, so that a later word does no harm here.
    /// </returns>
    public static SojournActivity Read(in StringValues lines) => lines.Count != 1
        ? SojournActivity.Unstated
        : lines[0] switch
        {
            "user" => SojournActivity.User,
            "background" => SojournActivity.Background,
            _ => SojournActivity.Unstated,
        };
}
