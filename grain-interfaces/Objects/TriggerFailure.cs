namespace MoCluster.GrainInterfaces.Objects;

/// <summary>What a trigger that failed said.</summary>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Message">Its message.</param>
[GenerateSerializer, Immutable, Alias("mo.trigger-failure")]
public sealed record TriggerFailure([property: Id(0)] string Trigger, [property: Id(1)] string Message);
