namespace MoCluster.GraphQL.Execution.Results;

/// <summary>A list in the answer; its slots are the indices of the items.</summary>
internal sealed class ResultList(ResultNode parent, int slot, bool isNullable, int size)
    : ResultNode(parent, slot, isNullable, size)
{
    private protected override object Segment(int slot) => slot;
}
