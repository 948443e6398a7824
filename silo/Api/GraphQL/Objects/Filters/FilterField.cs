using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>A field of the filter of a type, or several that mean one condition together, for example <c>employee</c> and <c>employees</c>.</summary>
/// <param name="Inputs">The names in GraphQL, the main one first.</param>
/// <param name="Condition">Makes the condition of the given values; null where they do not restrict.</param>
internal sealed record FilterField(ImmutableArray<FilterInput> Inputs, Func<FilterReading, SelectionCondition?> Condition);
