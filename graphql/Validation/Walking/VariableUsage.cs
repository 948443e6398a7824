using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>A place where a variable is used.</summary>
/// <param name="Node">The variable.</param>
/// <param name="Type">The type expected there; null if unknown.</param>
/// <param name="HasDefault">True if the argument or input field has a default.</param>
internal sealed record VariableUsage(VariableNode Node, GraphQLType? Type, bool HasDefault);
