namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v28. In v29, validities came to be exact: each includes its first instant, but not its end.</summary>
internal static class Version28
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version29.Dialect with { Version = 28, EndsOnLastDay = true };
}
