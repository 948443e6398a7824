namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v29. In v30, null as the external ids of a filter came to find IT users without one.</summary>
internal static class Version29
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version30.Dialect with { Version = 29, NullFindsNoExternalId = false };
}
