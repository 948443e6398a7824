namespace MoCluster.GraphQL.Execution.Results;

/// <summary>A list of the answer.</summary>
internal sealed class ResultList(ResultNode parent, int slot, bool isNullable, int size)
    : ResultNode(parent, slot, isNullable, size)
{
    private protected override object Segment(int slot) => slot;
}
