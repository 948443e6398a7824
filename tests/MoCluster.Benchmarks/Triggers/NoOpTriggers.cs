using MoCluster.Modules;

namespace MoCluster.Benchmarks.Triggers;

/// <summary>A module with any number of before triggers on org units, all of which accept.</summary>
/// <param name="count">How many.</param>
internal sealed class NoOpTriggers(int count) : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers)
    {
        for (var i = 0; i < count; i++)
        {
            triggers.On(
                new TriggerDefinition { Name = $"no-op {i}", EventType = EventType.OnBefore, RoleTypes = [RoleType.OrgUnit] },
                (_, _) => ValueTask.CompletedTask);
        }
    }
}
