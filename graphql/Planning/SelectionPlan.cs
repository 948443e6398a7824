using System.Collections.Immutable;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Planning;

/// <summary>The fields to run on one object type, in the order in which they are answered.</summary>
internal sealed class SelectionPlan(ObjectType type, ImmutableArray<PlannedField> fields, ArgumentMismatchException? failure = null)
{
    public ObjectType Type { get; } = type;

    public ImmutableArray<PlannedField> Fields { get; } = fields;

    /// <summary>Why @skip or @include cannot tell which fields to run; the field around the selection then fails, and none is run.</summary>
    public ArgumentMismatchException? Failure { get; } = failure;
}
