using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Triggers;

namespace MoCluster.Grains.Triggers;

/// <summary>What a module registered.</summary>
/// <param name="Stages">The triggers that run, at each of their stages.</param>
/// <param name="Disabled">The names of those that the module's settings disable.</param>
public sealed record ModuleTriggers(
    ImmutableArray<(TriggerStage Stage, TriggerRegistration Registration)> Stages, ImmutableArray<string> Disabled)
{
    /// <summary>The names of the triggers that run.</summary>
    public IEnumerable<string> Running => Stages.Select(found => found.Registration.Name).Distinct();
}
