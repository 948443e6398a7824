using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;

namespace MoCluster.Grains.Triggers;

/// <summary>A trigger and all stages at which it runs, for people who want to see what is registered.</summary>
public sealed record TriggerSummary
{
    /// <summary>The name of the trigger.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from: the full name of its module, or the address of its endpoint.</summary>
    public required string Source { get; init; }

    /// <summary>Before or after the commit.</summary>
    public required TriggerEventType EventType { get; init; }

    /// <summary>The role types, sorted.</summary>
    public required ImmutableArray<string> RoleTypes { get; init; }

    /// <summary>What the mutations do.</summary>
    public required ImmutableArray<MutationKind> Requests { get; init; }

    /// <summary>Triggers of a stage run in ascending order, then by name.</summary>
    public required int Order { get; init; }

    /// <summary>Identifies a trigger outside of the process; null for one of a module.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether its calls are stored with the mutation and made afterwards.</summary>
    public bool IsStored { get; init; }

    /// <summary>Its calls on this silo.</summary>
    public required TriggerUse Use { get; init; }
}
