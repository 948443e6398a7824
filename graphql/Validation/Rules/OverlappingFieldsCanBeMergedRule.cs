using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Validation.Merging;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Fields with the same response name can be merged (spec §5.3.2).</summary>
internal sealed class OverlappingFieldsCanBeMergedRule(ValidationContext context) : ValidationRule(context)
{
    private readonly FieldMerging _merging = new(context);

    public override bool Enter(SyntaxNode node)
    {
        // The selections of an inline fragment are compared with those around it.
        if (node is not SelectionSetNode set || Context.Types.Parent is InlineFragmentNode)
            return true;
        foreach (var conflict in _merging.FindConflicts(Context.Types.ParentType, set))
        {
            Context.Report(
                $"Fields \"{conflict.ResponseName}\" conflict because {conflict.Reason}. "
                + "Use different aliases on the fields to fetch both if this was intentional.",
                conflict.Fields1.Concat(conflict.Fields2));
        }

        return true;
    }
}
