using System.Collections.Immutable;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Planning;

/// <summary>The fields to run on objects of one type, in the order of the answer.</summary>
internal sealed class SelectionPlan(ObjectType type, ImmutableArray<PlannedField> fields, ArgumentMismatchException? failure = null)
{
    public ObjectType Type { get; } = type;

    public ImmutableArray<PlannedField> Fields { get; } = fields;

    /// <summary>
    /// Why the fields are unknown: an argument of @skip or @include does not fit. No field runs then, and the field around the selection
    /// fails. Null otherwise.
    /// </summary>
    public ArgumentMismatchException? Failure { get; } = failure;
}
