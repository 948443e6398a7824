using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>A selection of a field.</summary>
/// <param name="Parent">The type that the field is selected on; null if unknown.</param>
/// <param name="Node">The selection in the document.</param>
/// <param name="Definition">The definition of the field; null if unknown.</param>
internal sealed record FieldUse(GraphQLType? Parent, FieldNode Node, Field? Definition);
