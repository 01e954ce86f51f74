namespace Sojourn.Houses;

/// <summary>A pinned vector: lines of name=value. They were computed by another implementation; they are added to, never edited.</summary>
internal sealed class GoldenFile
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public GoldenFile(string name)
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream($"{name}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var split = line.IndexOf('=', StringComparison.Ordinal);
            _values.Add(line[..split], line[(split + 1)..]);
        }
    }

    public string Text(string name) => _values[name];

    public byte[] Bytes(string name) => Convert.FromHexString(_values[name]);
}
