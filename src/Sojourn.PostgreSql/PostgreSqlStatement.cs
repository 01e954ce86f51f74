using System.Text;

namespace Sojourn.PostgreSql;

/// <summary>A statement whose <c>@names</c> have become positions, once, so that the provider need not look for them again.</summary>
internal sealed class PostgreSqlStatement
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public PostgreSqlStatement(string text)
    {
        var sql = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '@')
            {
                sql.Append(text[index]);
                continue;
            }

            var end = index + 1;
            while (end < text.Length && (char.IsAsciiLetterLower(text[end]) || text[end] == '_'))
            {
                end++;
            }

            sql.Append('$').Append(PositionOf(text[(index + 1)..end]) + 1);
            index = end - 1;
        }

        Sql = sql.ToString();
    }

    public string Sql { get; }

    public int Parameters => _positions.Count;

    public int this[string name] => _positions[name];

    private int PositionOf(string name)
    {
        if (!_positions.TryGetValue(name, out var position))
        {
            _positions.Add(name, position = _positions.Count);
        }

        return position;
    }
}
