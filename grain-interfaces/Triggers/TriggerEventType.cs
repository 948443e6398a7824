namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>On which side of the commit a trigger runs. Spelled <c>ON_BEFORE</c> and <c>ON_AFTER</c> to triggers (os2mo.md §3.1).</summary>
[GenerateSerializer, Alias("mo.trigger-event-type")]
public enum TriggerEventType
{
    /// <summary>After validation, before the commit; may refuse.</summary>
    Before = 0,

    /// <summary>After the commit; sees the result; undoes nothing.</summary>
    After = 1,
}
