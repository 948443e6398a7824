using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>A use of a variable.</summary>
/// <param name="Node">The variable in the document.</param>
/// <param name="Type">The input type expected at its place; null if unknown.</param>
/// <param name="HasDefault">True if the argument or input field at its place has a default.</param>
internal sealed record VariableUsage(VariableNode Node, GraphQLType? Type, bool HasDefault);
