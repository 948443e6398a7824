namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>What a rule demands of the fields of one segment.</summary>
public enum RuleKind
{
    /// <summary>Exactly one of the fields has a value.</summary>
    ExactlyOneOf = 0,

    /// <summary>No two of the fields have a value.</summary>
    AtMostOneOf = 1,

    /// <summary>Where the first field has a value, all others have one.</summary>
    Requires = 2,

    /// <summary>No two of the fields have the same value.</summary>
    Distinct = 3,
}
