namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>What becomes of the objects that refer to one that is terminated before they end.</summary>
public enum EndPolicy
{
    /// <summary>The object may not end before them.</summary>
    Refuse = 0,

    /// <summary>
    /// Those that are its own end: they refer to it by the field of its type's name, as the functions of a person do. Whether it ends
    /// itself is an option of the host. OS2mo does not end persons (os2mo.md §3.1).
    /// </summary>
    Cascade = 1,
}
