namespace MoCluster.Modules;

/// <summary>A trigger's own code.</summary>
/// <param name="trigger">The mutation.</param>
/// <param name="cancellation">Is cancelled when the budget that all triggers of the mutation share is spent.</param>
/// <exception cref="TriggerRefusedException">The trigger refuses. Before the commit this vetoes the change.</exception>
public delegate ValueTask TriggerHandler(TriggerContext trigger, CancellationToken cancellation);
