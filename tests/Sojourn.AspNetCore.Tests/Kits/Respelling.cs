namespace Sojourn.AspNetCore.Kits;

/// <summary>Other spellings of a credential: none of them is it.</summary>
internal static class Respelling
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>The text with one bit of one character flipped; a dot becomes a letter.</summary>
    public static string Flipped(string text, int index, int bit)
    {
        var place = Alphabet.IndexOf(text[index], StringComparison.Ordinal);
        return $"{text[..index]}{Alphabet[Math.Max(0, place) ^ (1 << bit)]}{text[(index + 1)..]}";
    }

    /// <summary>Padded, doubled, quoted, percent-encoded, in the other alphabet or case, lengthened and shortened.</summary>
    public static string[] Of(string text) =>
    [
        text + "A", text + "AAAA", text + "=", text + "==", text + text, '"' + text + '"', ' ' + text[1..], text[..^1] + ' ',
        text + "%3D", text[..^1] + '=', text[..^2] + "%41", text.ToUpperInvariant(), text.ToLowerInvariant(),
        text[..40] + '+' + text[41..], text[..40] + '/' + text[41..], $"%{(int)text[0]:X2}{text[1..]}", text[1..], text[4..],
        text + ".", text + '\u0000', text.Insert(text.Length / 2, "\n").Replace("\n", "%0A", StringComparison.Ordinal),
    ];
}
