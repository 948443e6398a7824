namespace MoCluster.Modules;

/// <summary>A trigger's own code.</summary>
/// <param name="trigger">What it is told.</param>
/// <param name="cancellation">Ends when the budget that all triggers of the mutation share is spent.</param>
/// <exception cref="TriggerRefusedException">It refuses; before the commit this vetoes the change.</exception>
public delegate ValueTask TriggerHandler(TriggerContext trigger, CancellationToken cancellation);
