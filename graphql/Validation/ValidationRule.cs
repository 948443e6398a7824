using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation;

/// <summary>One rule of spec §5. All rules see one walk through the document; each may leave out what is below a node.</summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    /// <summary>Comes to a node; false leaves out, for this rule, what is below it and its <see cref="Leave"/>.</summary>
    public virtual bool Enter(SyntaxNode node) => true;

    /// <summary>Is done with a node and all below it.</summary>
    public virtual void Leave(SyntaxNode node)
    {
    }
}
