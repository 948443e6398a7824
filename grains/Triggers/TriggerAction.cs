using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>What a trigger does.</summary>
/// <param name="call">The mutation as it was sent to the triggers.</param>
/// <param name="context">The same as modules see it.</param>
/// <param name="cancellation">Is cancelled when the budget that all triggers of the mutation share is spent.</param>
/// <exception cref="TriggerRefusedException">The trigger refuses.</exception>
public delegate ValueTask TriggerAction(TriggerCall call, TriggerContext context, CancellationToken cancellation);
