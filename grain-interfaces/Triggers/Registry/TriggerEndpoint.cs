using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Triggers.Registry;

/// <summary>An HTTP endpoint and the triggers that it registered when it last answered.</summary>
[GenerateSerializer, Immutable, Alias("mo.trigger-endpoint")]
public sealed record TriggerEndpoint
{
    /// <summary>The address, for example <c>http://hooks:9037</c>.</summary>
    [Id(0)] public required string Address { get; init; }

    /// <summary>The triggers, in the order of their ids. They stay while the endpoint does not answer.</summary>
    [Id(1)] public ImmutableArray<EndpointTrigger> Triggers { get; init; } = [];

    /// <summary>When the endpoint last answered with its triggers; null when it never did.</summary>
    [Id(2)] public DateTimeOffset? Answered { get; init; }

    /// <summary>Why the last question failed; null when it was answered, or none was asked yet.</summary>
    [Id(3)] public string? Problem { get; init; }
}
