namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v23. In v24, the managers of a unit got a bound filter and pages.</summary>
internal static class Version23
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version24.Dialect with { Version = 23, ManagersTakeWholeFilter = true };
}
