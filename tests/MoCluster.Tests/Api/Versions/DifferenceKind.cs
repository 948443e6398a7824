namespace MoCluster.Tests.Api.Versions;

/// <summary>How a coordinate of a schema differs from the reference.</summary>
internal enum DifferenceKind
{
    /// <summary>The schema does not have it.</summary>
    Missing,

    /// <summary>Only the schema has it.</summary>
    Extra,

    /// <summary>Both have it, with another type, default or deprecation.</summary>
    Changed,
}
