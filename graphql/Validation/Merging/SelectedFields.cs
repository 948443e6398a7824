namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>The fields of a selection set by response name, and the names of the fragments that the selection set spreads.</summary>
internal sealed class SelectedFields
{
    public OrderedDictionary<string, List<FieldUse>> ByName { get; } = new(StringComparer.Ordinal);

    public List<string> Fragments { get; } = [];
}
