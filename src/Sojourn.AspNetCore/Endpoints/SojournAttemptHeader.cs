using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Sojourn.AspNetCore.Carriers.Cookies;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>The <c>Sojourn-Attempt</c> request header: by which a client's repeated refresh is known for the same attempt.</summary>
internal static class SojournAttemptHeader
{
    public const string Name = "Sojourn-Attempt";

    private const int Shortest = 16;
    private const int Longest = 64;

    /// <summary>Reads the header.</summary>
    /// <param name="lines">The field lines of the header.</param>
    /// <param name="attempt">Its hash, never zero when stated; zero when it is absent.</param>
    /// <returns>False for anything but one line of 16 to 64 characters of base64url.</returns>
    public static bool TryRead(in StringValues lines, out UInt128 attempt)
    {
        attempt = 0;
        if (lines.Count == 0)
        {
            return true;
        }

        if (lines is not [{ Length: >= Shortest and <= Longest } text] || !CookieText.IsBase64Url(text))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(text), hash);
        attempt = BinaryPrimitives.ReadUInt128BigEndian(hash) | 1;
        return true;
    }
}
