namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>OS2mo's v26. In v27, the registrations of an object got values.</summary>
internal static class Version26
{
    /// <summary>The version.</summary>
    public static Dialect Dialect { get; } = Version27.Dialect with { Version = 26, RegistrationsHaveNoValues = true };
}
