namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v24. In v25, null as the employee of a filter of managers came to find vacant posts.</summary>
internal static class Version24
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version25.Dialect with { Version = 24, NullFindsVacantPosts = false };
}
