using MoCluster.GraphQL.Planning;

namespace MoCluster.GraphQL.Execution.Results;

/// <summary>An object in the answer; its slots are the planned fields.</summary>
internal sealed class ResultObject(SelectionPlan plan, ResultNode? parent, int slot, bool isNullable)
    : ResultNode(parent, slot, isNullable, plan.Fields.Length)
{
    public SelectionPlan Plan { get; } = plan;

    private protected override object Segment(int slot) => Plan.Fields[slot].ResponseName;
}
