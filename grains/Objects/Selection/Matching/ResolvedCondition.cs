using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.Selection.Matching;

/// <summary>
/// A condition whose nested selections were replaced by what they found, so that an object can be judged without reading others. Each nested record is a
/// kind of condition, and there are no others.
/// </summary>
internal abstract record ResolvedCondition
{
    private ResolvedCondition()
    {
    }

    /// <summary>In one of the segments the field has one of the values.</summary>
    public sealed record OneOf(FieldDefinition Field, IReadOnlySet<string> Values) : ResolvedCondition;

    /// <summary>In none of the segments the field has a value.</summary>
    public sealed record Lacks(FieldDefinition Field) : ResolvedCondition;

    /// <summary>In one of the segments the field has no value.</summary>
    public sealed record Vacant(FieldDefinition Field) : ResolvedCondition;

    /// <summary>In one of the segments the values of the fields match a search; or the uuid does, if it is searched.</summary>
    public sealed record Contains(SearchPattern Pattern, ImmutableArray<FieldDefinition> Fields, bool Uuid) : ResolvedCondition;

    /// <summary>In one of the segments the field refers to one of the targets.</summary>
    public sealed record RefersTo(FieldDefinition Field, IReadOnlySet<Guid> Targets) : ResolvedCondition;

    /// <summary>The uuid is one of these.</summary>
    public sealed record Among(IReadOnlySet<Guid> Uuids) : ResolvedCondition;

    /// <summary>Some object of a type refers to the object within an interval. It is asked for many objects at once (<see cref="Answers"/>).</summary>
    public sealed record Referred(string SourceType, FieldDefinition Field, Validity Within) : ResolvedCondition;

    /// <summary>The object has such a registration. It is asked for many objects at once (<see cref="Answers"/>).</summary>
    public sealed record Registered(IReadOnlySet<Guid>? Actors, DateTimeOffset From, DateTimeOffset To) : ResolvedCondition;

    /// <summary>The condition is not met.</summary>
    public sealed record Not(ResolvedCondition Condition) : ResolvedCondition;

    /// <summary>One of the conditions is met.</summary>
    public sealed record AnyOf(ImmutableArray<ResolvedCondition> Conditions) : ResolvedCondition;

    /// <summary>The parts of the condition, at any depth, that only the store can answer.</summary>
    public IEnumerable<ResolvedCondition> Asked => this switch
    {
        Referred or Registered => [this],
        Not not => not.Condition.Asked,
        AnyOf any => any.Conditions.SelectMany(condition => condition.Asked),
        _ => [],
    };
}
