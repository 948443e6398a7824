namespace MoCluster.GrainInterfaces.Catalogue.Mutators;

/// <summary>How the input of a mutation gives its validity.</summary>
public enum ValidityInputKind
{
    /// <summary>The input has a validity. Its <c>from</c> is required; its <c>to</c> is open when absent.</summary>
    Required = 0,

    /// <summary>The input has a validity, and both of its ends may be open.</summary>
    Open = 1,

    /// <summary>The input has none. The validity begins on the day of birth in the CPR number, else it has no beginning (docs/os2mo.md §8.1).</summary>
    Birth = 2,
}
