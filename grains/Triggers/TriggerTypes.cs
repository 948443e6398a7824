using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Triggers;

/// <summary>Finds the types of objects that trigger modules name.</summary>
public static class TriggerTypes
{
    /// <summary>The type of a name.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="name">The type's name for triggers, or its routing key.</param>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    public static TypeDefinition RoleTypeNamed(this ObjectCatalogue catalogue, string name) =>
        catalogue.FindRoleType(name) ?? throw new ArgumentException(
            $"The role type '{name}' does not exist. {catalogue.SayRoleTypes()}", nameof(name));

    /// <summary>A sentence that lists the role types, for messages.</summary>
    /// <param name="catalogue">The types of objects.</param>
    public static string SayRoleTypes(this ObjectCatalogue catalogue) =>
        $"Role types are: {string.Join(", ", catalogue.Types.Select(type => type.RoleType).Order(StringComparer.Ordinal))}.";
}
