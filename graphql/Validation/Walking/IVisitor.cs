using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>Sees the nodes of a syntax tree, depth first, children in the order of the text (<see cref="SyntaxWalker"/>).</summary>
internal interface IVisitor
{
    /// <summary>Called before the children of a node. False skips the children and the node's <see cref="Leave"/>.</summary>
    bool Enter(SyntaxNode node);

    /// <summary>Called after the children of a node.</summary>
    void Leave(SyntaxNode node);
}
