namespace MoCluster.Cli.Objects;

/// <summary>The types of objects, for help and completion, which ask no server.</summary>
internal static class ObjectTypes
{
    /// <summary>Their names, which are those of <see cref="Client.MoObjects.Types"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "address", "association", "class", "engagement", "facet", "itsystem", "ituser", "kle", "leave", "manager", "org_unit", "owner", "person", "related_unit", "rolebinding",
    ];
}
