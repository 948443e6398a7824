using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>
/// Runs the triggers of one stage; its key is <see cref="TriggerStage.ToString"/>. Implemented by a stateless worker, local to the object's silo.
/// </summary>
[Alias("mo.trigger")]
public interface ITriggerGrain : IGrainWithStringKey
{
    /// <summary>Runs them in their order.</summary>
    /// <param name="call">What they are told.</param>
    /// <param name="cancellation">Ends the run when its budget is spent.</param>
    /// <returns>
    /// Before: empty when none refused, else the one that refused first, with the rest not run. After: all that failed, each having been run.
    /// </returns>
    [Alias("run"), ResponseTimeout("00:01:45")]
    Task<ImmutableArray<TriggerFailure>> RunAsync(TriggerCall call, CancellationToken cancellation);
}
