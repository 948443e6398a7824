namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>Whether a trigger runs before or after the commit. Triggers see <c>ON_BEFORE</c> and <c>ON_AFTER</c> (docs/os2mo.md §7).</summary>
[GenerateSerializer, Alias("mo.trigger-event-type")]
public enum TriggerEventType
{
    /// <summary>After validation and before the commit. The trigger may refuse.</summary>
    Before = 0,

    /// <summary>After the commit. The trigger sees the result, and cannot undo it.</summary>
    After = 1,
}
