namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v27. In v28, units at the top came to have no parent at all.</summary>
internal static class Version27
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version28.Dialect with { Version = 27, TopUnitsBelongToRoot = true };
}
