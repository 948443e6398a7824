namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v30, the newest.</summary>
internal static class Version30
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = new() { Version = 30 };
}
