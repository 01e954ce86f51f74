using System.Buffers;

namespace Sojourn.AspNetCore.Csrf;

/// <summary>What may stand in the parts of an origin.</summary>
internal static class OriginCharacters
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Alphanumeric = Upper + "abcdefghijklmnopqrstuvwxyz" + Digits;

    public static readonly SearchValues<char> UpperCase = SearchValues.Create(Upper);
    public static readonly SearchValues<char> Digit = SearchValues.Create(Digits);
    public static readonly SearchValues<char> Scheme = SearchValues.Create(Alphanumeric + "+-.");

    // The underscore is no letter of a host name, but browsers resolve it.
    public static readonly SearchValues<char> Host = SearchValues.Create(Alphanumeric + "-._");

    public static readonly SearchValues<char> Address = SearchValues.Create("ABCDEFabcdef:." + Digits);
}
