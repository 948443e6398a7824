using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>A field where it is selected.</summary>
/// <param name="Parent">The type on which it is selected; null if unknown.</param>
/// <param name="Node">The selection.</param>
/// <param name="Definition">The field; null if unknown.</param>
internal sealed record FieldUse(GraphQLType? Parent, FieldNode Node, Field? Definition);
