using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>The types of objects, by the names that they have in events.</summary>
internal static class ObjectTypes
{
    /// <summary>How the objects of each type are read.</summary>
    public static IReadOnlyDictionary<string, ObjectAccess> All { get; } = new Dictionary<string, ObjectAccess>
    {
        ["address"] = new ObjectAccess<Address, AddressFilter>(objects => objects.Addresses),
        ["association"] = new ObjectAccess<Association, AssociationFilter>(objects => objects.Associations),
        ["class"] = new ObjectAccess<Class, ClassFilter>(objects => objects.Classes),
        ["engagement"] = new ObjectAccess<Engagement, EngagementFilter>(objects => objects.Engagements),
        ["facet"] = new ObjectAccess<Facet, FacetFilter>(objects => objects.Facets),
        ["itsystem"] = new ObjectAccess<ItSystem, ItSystemFilter>(objects => objects.ItSystems),
        ["ituser"] = new ObjectAccess<ItUser, ItUserFilter>(objects => objects.ItUsers),
        ["kle"] = new ObjectAccess<Kle, KleFilter>(objects => objects.Kles),
        ["leave"] = new ObjectAccess<Leave, LeaveFilter>(objects => objects.Leaves),
        ["manager"] = new ObjectAccess<Manager, ManagerFilter>(objects => objects.Managers),
        ["org_unit"] = new ObjectAccess<OrgUnit, OrgUnitFilter>(objects => objects.OrgUnits),
        ["owner"] = new ObjectAccess<Owner, OwnerFilter>(objects => objects.Owners),
        ["person"] = new ObjectAccess<Person, PersonFilter>(objects => objects.People),
        ["related_unit"] = new ObjectAccess<RelatedUnit, RelatedUnitFilter>(objects => objects.RelatedUnits),
        ["rolebinding"] = new ObjectAccess<RoleBinding, RoleBindingFilter>(objects => objects.RoleBindings),
    };
}
