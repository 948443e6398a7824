using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation;

/// <summary>One rule of spec §5. All rules see the same walk through the document; each may skip what is below a node.</summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    /// <summary>
    /// Called before the children of a node. False skips, for this rule, the children and the node's <see cref="Leave"/>.
    /// </summary>
    public virtual bool Enter(SyntaxNode node) => true;

    /// <summary>Called after the children of a node.</summary>
    public virtual void Leave(SyntaxNode node)
    {
    }
}
