namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>When a hook is raised, seen from what it is about.</summary>
[GenerateSerializer, Alias("mo.hook-phase")]
public enum HookPhase
{
    /// <summary>Before something happens. A callback that fails prevents it.</summary>
    Before = 0,

    /// <summary>After something happened. A callback that fails undoes nothing.</summary>
    After = 1,

    /// <summary>While something is shown or collected.</summary>
    During = 2,
}
