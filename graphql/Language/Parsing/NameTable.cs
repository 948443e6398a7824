namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>Shares the strings of the names in one document, because most names occur several times.</summary>
internal sealed class NameTable
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public NameTable() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> name)
    {
        if (_lookup.TryGetValue(name, out var known))
            return known;
        var text = name.ToString();
        _names.Add(text);
        return text;
    }
}
