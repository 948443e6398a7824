using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>The stage at which triggers run: event type, role type and request type (docs/os2mo.md §7).</summary>
/// <param name="EventType">Before or after the commit.</param>
/// <param name="RoleType">The object's type by its name for triggers: <c>org_unit</c>, <c>employee</c>, <c>it</c> …</param>
/// <param name="Request">What the mutation does.</param>
[GenerateSerializer, Immutable, Alias("mo.trigger-stage")]
public sealed record TriggerStage(
    [property: Id(0)] TriggerEventType EventType,
    [property: Id(1)] string RoleType,
    [property: Id(2)] MutationKind Request)
{
    /// <summary>The grain's key, for example <c>Before/org_unit/Create</c>.</summary>
    public override string ToString() => $"{EventType}/{RoleType}/{Request}";
}
