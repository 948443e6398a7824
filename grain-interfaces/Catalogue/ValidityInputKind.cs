namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>How a mutation tells its validity.</summary>
public enum ValidityInputKind
{
    /// <summary>The input has a validity whose <c>from</c> is required; <c>to</c> is open when absent.</summary>
    Required = 0,

    /// <summary>The input has a validity of which both ends may be open.</summary>
    Open = 1,

    /// <summary>The input has none: from the day of birth that the CPR number tells, else always (os2mo.md §4).</summary>
    Birth = 2,
}
