namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v25. In v26, the registrations of the root query got a type for each type of object.</summary>
internal static class Version25
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version26.Dialect with { Version = 25, RegistrationsHaveOneType = true };
}
