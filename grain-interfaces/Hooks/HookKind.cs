namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>What a hook asks of its callbacks (docs/hooks.md §1).</summary>
[GenerateSerializer, Alias("mo.hook-kind")]
public enum HookKind
{
    /// <summary>Tells callbacks something. They answer nothing.</summary>
    Notification = 0,

    /// <summary>Asks callbacks, and combines what they answer.</summary>
    Query = 1,
}
