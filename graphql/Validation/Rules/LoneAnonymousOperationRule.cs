using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>An anonymous operation is the only operation of its document (spec §5.2.2.1).</summary>
internal sealed class LoneAnonymousOperationRule(ValidationContext context) : ValidationRule(context)
{
    private readonly int _operations = context.Document.Definitions.OfType<OperationDefinitionNode>().Count();

    public override bool Enter(SyntaxNode node)
    {
        if (node is OperationDefinitionNode { Name: null } && _operations > 1)
            Context.Report("This anonymous operation must be the only defined operation.", node);
        return node is DocumentNode;
    }
}
