namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v22. In v23, the number of a KLE became a list.</summary>
internal static class Version22
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version23.Dialect with { Version = 22, HasOneKleNumber = true };
}
