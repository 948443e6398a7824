namespace MoCluster.Disks;

/// <summary>Why an operation of a disk fails.</summary>
public enum DiskFailure
{
    /// <summary>It does not fail.</summary>
    None,

    /// <summary>The power is off, or the process that mounted the disk is gone.</summary>
    Off,

    /// <summary>The disk reports an error.</summary>
    Broken,

    /// <summary>The disk has no more room. A sync cannot fail like this: it reports an error.</summary>
    Full,
}
