namespace MoCluster.Grains.Objects.Effects;

/// <summary>What became of the attempt to tell of a due instant.</summary>
internal enum EffectFate
{
    /// <summary>Its event is in the log.</summary>
    Told,

    /// <summary>Its row no longer stood: another silo was faster, or the object changed.</summary>
    Gone,

    /// <summary>Its event could not be made: it stands, and must not hold up the others.</summary>
    Unmade,

    /// <summary>The store could not commit, or nobody knows whether it did.</summary>
    Uncommitted,
}
