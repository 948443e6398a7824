namespace MoCluster.Simulation.Plans;

/// <summary>The target of a planned event.</summary>
internal enum PlannedTarget
{
    /// <summary>Everybody.</summary>
    None,

    /// <summary>An actor who owns no listener.</summary>
    Stranger,

    /// <summary>The owner of the listeners.</summary>
    Owner,

    /// <summary>The first listener of the plan; before it is declared, an actor who owns none.</summary>
    FirstListener,

    /// <summary>The second listener likewise.</summary>
    SecondListener,
}
