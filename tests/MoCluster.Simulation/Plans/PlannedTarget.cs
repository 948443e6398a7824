namespace MoCluster.Simulation.Plans;

/// <summary>To whom alone an event speaks.</summary>
internal enum PlannedTarget
{
    /// <summary>To everybody.</summary>
    None,

    /// <summary>To somebody who owns no listener.</summary>
    Stranger,

    /// <summary>To the owner of the listeners.</summary>
    Owner,

    /// <summary>To the first listener of the plan, or, before that is declared, to somebody who owns none.</summary>
    FirstListener,

    /// <summary>Likewise to the second.</summary>
    SecondListener,
}
