namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>How the fields of one segment of a state depend on each other.</summary>
public enum RuleKind
{
    /// <summary>One of the fields has a value, and only one.</summary>
    ExactlyOneOf = 0,

    /// <summary>No two of the fields have a value.</summary>
    AtMostOneOf = 1,

    /// <summary>Where the first field has a value, all others have one.</summary>
    Requires = 2,

    /// <summary>No two of the fields have the same value.</summary>
    Distinct = 3,
}
