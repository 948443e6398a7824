using MoCluster.GraphQL.Planning;

namespace MoCluster.GraphQL.Execution.Results;

/// <summary>An object of the answer: a value for each planned field.</summary>
internal sealed class ResultObject(SelectionPlan plan, ResultNode? parent, int slot, bool isNullable)
    : ResultNode(parent, slot, isNullable, plan.Fields.Length)
{
    public SelectionPlan Plan { get; } = plan;

    private protected override object Segment(int slot) => Plan.Fields[slot].ResponseName;
}
