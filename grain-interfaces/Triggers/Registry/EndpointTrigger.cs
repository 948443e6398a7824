namespace MoCluster.GrainInterfaces.Triggers.Registry;

/// <summary>A trigger that an HTTP endpoint registered (docs/os2mo.md §7, <c>MOTriggerRegister</c>).</summary>
[GenerateSerializer, Immutable, Alias("mo.endpoint-trigger")]
public sealed record EndpointTrigger
{
    /// <summary>
    /// Identifies the trigger. It follows from the endpoint, the path and the stage, so a trigger that goes and comes back is the same one.
    /// </summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The address of the endpoint, for example <c>http://hooks:9037</c>.</summary>
    [Id(1)] public required string Endpoint { get; init; }

    /// <summary>The path at the endpoint to which mutations are posted, for example <c>/triggers/ou/create</c>.</summary>
    [Id(2)] public required string Url { get; init; }

    /// <summary>The stage at which the trigger runs.</summary>
    [Id(3)] public required TriggerStage Stage { get; init; }

    /// <summary>How long a call may take; null for the server's setting.</summary>
    [Id(4)] public TimeSpan? Timeout { get; init; }

    /// <summary>Triggers of a stage run in ascending order, then by name.</summary>
    [Id(5)] public int Order { get; init; }

    /// <summary>
    /// Whether an after trigger runs before the mutation is answered, at most once. Otherwise its call is stored with the mutation and made at
    /// least once. It means nothing for a before trigger, which always runs before the answer.
    /// </summary>
    [Id(6)] public bool Inline { get; init; }

    /// <summary>The name by which messages call the trigger.</summary>
    public string Name => Endpoint + Url;
}
