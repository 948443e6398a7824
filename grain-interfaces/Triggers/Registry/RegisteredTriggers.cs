using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Triggers.Registry;

/// <summary>The triggers of all HTTP endpoints, as all silos of a cluster run them.</summary>
[GenerateSerializer, Immutable, Alias("mo.registered-triggers")]
public sealed record RegisteredTriggers
{
    /// <summary>The state before any endpoint registered a trigger.</summary>
    public static RegisteredTriggers None { get; } = new();

    /// <summary>Goes up by one with each change of the triggers.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>The endpoints, in the order of their addresses.</summary>
    [Id(1)] public ImmutableArray<TriggerEndpoint> Endpoints { get; init; } = [];
}
