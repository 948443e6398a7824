namespace MoCluster.Modules;

/// <summary>Says what a trigger is called and when it runs: at each combination of its role types and request types.</summary>
public sealed record TriggerDefinition
{
    /// <summary>The trigger's name, unique within each of its stages. It tells callers which trigger refused.</summary>
    public required string Name { get; init; }

    /// <summary>Before or after the commit.</summary>
    public required EventType EventType { get; init; }

    /// <summary>The objects' types, by the names of <see cref="RoleType"/> or by their routing keys; empty for all types.</summary>
    public IReadOnlyList<string> RoleTypes { get; init; } = [];

    /// <summary>What the mutations do; empty for everything that a mutation can do.</summary>
    public IReadOnlyList<RequestType> RequestTypes { get; init; } = [];

    /// <summary>Triggers of a stage run in ascending order, then by name.</summary>
    public int Order { get; init; }
}
