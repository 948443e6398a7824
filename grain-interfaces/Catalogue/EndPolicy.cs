namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>What becomes of the objects that refer to one that ends before they do.</summary>
public enum EndPolicy
{
    /// <summary>The object may not end before them.</summary>
    Refuse = 0,

    /// <summary>They end with it, as OS2mo has it for persons (os2mo.md §3.1).</summary>
    Cascade = 1,
}
