namespace MoCluster.Grains.Objects.Effects;

/// <summary>The outcome of an attempt to publish the event of a due instant.</summary>
internal enum EffectFate
{
    /// <summary>The event is in the log.</summary>
    Published,

    /// <summary>The row no longer existed: another silo was faster, or the object changed.</summary>
    Gone,

    /// <summary>The event could not be made. The row remains, and must not hold up the others.</summary>
    Unmade,

    /// <summary>The store could not commit, or the outcome of the commit is unknown.</summary>
    Uncommitted,
}
