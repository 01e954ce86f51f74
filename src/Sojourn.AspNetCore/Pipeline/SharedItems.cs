using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Authentication properties that requests share until one of them writes: then that one has a copy of its own.</summary>
/// <remarks>Hardly any request looks at its properties; a copy for each would be a tenth of what knowing the person costs.</remarks>
internal sealed class SharedItems(FrozenDictionary<string, string?> shared) : IDictionary<string, string?>
{
    private Dictionary<string, string?>? _own;

    public ICollection<string> Keys => Own.Keys;

    public ICollection<string?> Values => Own.Values;

    public int Count => _own?.Count ?? shared.Count;

    public bool IsReadOnly => false;

    private Dictionary<string, string?> Own => _own ??= new Dictionary<string, string?>(shared, StringComparer.Ordinal);

    public string? this[string key]
    {
        get => Own[key];
        set => Own[key] = value;
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value) =>
        _own is null ? shared.TryGetValue(key, out value) : _own.TryGetValue(key, out value);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public void Add(string key, string? value) => Own.Add(key, value);

    public bool Remove(string key) => Own.Remove(key);

    public void Clear() => Own.Clear();

    public void Add(KeyValuePair<string, string?> item) => Own.Add(item.Key, item.Value);

    public bool Contains(KeyValuePair<string, string?> item) => Own.Contains(item);

    public void CopyTo(KeyValuePair<string, string?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, string?>>)Own).CopyTo(array, arrayIndex);

    public bool Remove(KeyValuePair<string, string?> item) =>
        ((ICollection<KeyValuePair<string, string?>>)Own).Remove(item);

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => Own.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
