using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>No fragment spreads itself, directly or through others (spec §5.5.2.2).</summary>
internal sealed class NoFragmentCyclesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<FragmentSpreadNode> _path = [];
    private readonly Dictionary<string, int> _indexInPath = new(StringComparer.Ordinal);

    public override bool Enter(SyntaxNode node)
    {
        if (node is FragmentDefinitionNode fragment)
            Visit(fragment);
        return node is DocumentNode;
    }

    /// <summary>Follows the spreads depth first. It recurses as deep as the fragments nest, which the limits bound.</summary>
    private void Visit(FragmentDefinitionNode fragment)
    {
        var name = fragment.Name.Value;
        if (!_visited.Add(name))
            return;
        _indexInPath[name] = _path.Count;
        foreach (var spread in Context.SpreadsIn(fragment.SelectionSet))
        {
            _path.Add(spread);
            if (_indexInPath.TryGetValue(spread.Name.Value, out var start))
                Report(spread.Name.Value, _path.GetRange(start, _path.Count - start));
            else if (Context.FindFragment(spread.Name.Value) is { } next)
                Visit(next);
            _path.RemoveAt(_path.Count - 1);
        }

        _indexInPath.Remove(name);
    }

    private void Report(string name, List<FragmentSpreadNode> cycle)
    {
        var via = string.Join(", ", cycle.Take(cycle.Count - 1).Select(s => $"\"{s.Name.Value}\""));
        Context.Report($"Cannot spread fragment \"{name}\" within itself" + (via.Length > 0 ? $" via {via}." : "."), cycle);
    }
}
