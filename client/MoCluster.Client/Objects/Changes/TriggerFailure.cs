namespace MoCluster.Client;

/// <summary>An after trigger that failed.</summary>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Message">What it said.</param>
public sealed record TriggerFailure(string Trigger, string Message);
