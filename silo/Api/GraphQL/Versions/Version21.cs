namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v21. In v22, null in the update of a unit came to clear a value.</summary>
internal static class Version21
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version22.Dialect with { Version = 21, NullKeepsValuesOfUnits = true };
}
