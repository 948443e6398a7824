using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>
/// Runs the triggers of one stage. Its key is <see cref="TriggerStage.ToString"/>. A stateless worker on the object's silo implements it.
/// </summary>
[Alias("mo.trigger")]
public interface ITriggerGrain : IGrainWithStringKey
{
    /// <summary>Runs the triggers in their order.</summary>
    /// <param name="call">The mutation, as triggers see it.</param>
    /// <param name="cancellation">Ends the run when its budget is spent.</param>
    /// <returns>
    /// Before the commit: the failure of the first trigger that refused, after which no other runs; empty when none refused. After the commit: all
    /// failures; every trigger runs.
    /// </returns>
    [Alias("run"), ResponseTimeout("00:01:45")]
    Task<ImmutableArray<TriggerFailure>> RunAsync(TriggerCall call, CancellationToken cancellation);
}
