using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>Is led through a syntax tree, depth first, children in the order of the text.</summary>
internal interface IVisitor
{
    /// <summary>Comes to a node; false leaves out what is below it, and its <see cref="Leave"/>.</summary>
    bool Enter(SyntaxNode node);

    /// <summary>Is done with a node and all below it.</summary>
    void Leave(SyntaxNode node);
}
