namespace MoCluster.GrainInterfaces.Objects;

/// <summary>The failure of a trigger.</summary>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Message">The message of its exception.</param>
/// <param name="Details">The further fields with which the trigger refused, a JSON object; null for none.</param>
[GenerateSerializer, Immutable, Alias("mo.trigger-failure")]
public sealed record TriggerFailure(
    [property: Id(0)] string Trigger,
    [property: Id(1)] string Message,
    [property: Id(2)] string? Details = null);
