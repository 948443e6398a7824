namespace MoCluster.Client.Tests.Objects;

/// <summary>A case for each family of mutations of the catalogue that creates objects.</summary>
internal static class ObjectCases
{
    private static readonly Validity s_since = new(new DateOnly(2024, 1, 1));

    public static IReadOnlyList<ObjectCase> All { get; } =
    [
        new ObjectCase<Address, AddressCreate, AddressUpdate, AddressFilter>(
            "address",
            objects => objects.Addresses,
            its => new AddressCreate
            {
                UserKey = "a", Value = "Main street 1", AddressTypeUuid = its.Class, PersonUuid = its.Person, EngagementUuid = its.Engagement,
                ItUserUuid = its.ItUser, VisibilityUuid = its.Class, Validity = s_since,
            },
            (its, validity, key) => new AddressUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Without = ["OrgUnitUuid"],
            Clear = ((its, validity) => new AddressUpdate { Uuid = its.Uuid, Validity = validity, VisibilityUuid = null }, "VisibilityUuid"),
        },
        new ObjectCase<Association, AssociationCreate, AssociationUpdate, AssociationFilter>(
            "association",
            objects => objects.Associations,
            its => new AssociationCreate
            {
                UserKey = "a", PersonUuid = its.Person, OrgUnitUuid = its.Unit, AssociationTypeUuid = its.Class, PrimaryUuid = its.Class,
                TradeUnionUuid = its.Class, Validity = s_since,
            },
            (its, validity, key) => new AssociationUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Without = ["SubstituteUuid"],
            Clear = ((its, validity) => new AssociationUpdate { Uuid = its.Uuid, Validity = validity, TradeUnionUuid = null }, "TradeUnionUuid"),
        },
        new ObjectCase<Association, ItAssociationCreate, ItAssociationUpdate, AssociationFilter>(
            "itassociation",
            objects => objects.ItAssociations,
            its => new ItAssociationCreate
            {
                UserKey = "i", PersonUuid = its.Person, OrgUnitUuid = its.Unit, ItUserUuid = its.ItUser, JobFunctionUuid = its.Class,
                PrimaryUuid = its.Class, Validity = s_since,
            },
            (its, validity, key) => new ItAssociationUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Clear = ((its, validity) => new ItAssociationUpdate { Uuid = its.Uuid, Validity = validity, PrimaryUuid = null }, "PrimaryUuid"),
        },
        new ObjectCase<Class, ClassCreate, ClassUpdate, ClassFilter>(
            "class",
            objects => objects.Classes,
            its => new ClassCreate
            {
                UserKey = "c", Name = "Class", FacetUuid = its.Facet, ParentUuid = its.Class, OwnerUuid = its.Unit, ItSystemUuid = its.ItSystem,
                Scope = "TEXT", Published = "Publiceret", Example = "one", Description = "two\nlines", Validity = s_since,
            },
            (its, validity, key) => new ClassUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key, Name = its.Name, FacetUuid = its.FacetUuid })
        {
            Clear = (
                (its, validity) => new ClassUpdate
                {
                    Uuid = its.Uuid, Validity = validity, UserKey = its.UserKey, Name = its.Name, FacetUuid = its.FacetUuid, Example = null,
                },
                "Example"),
        },
        new ObjectCase<Engagement, EngagementCreate, EngagementUpdate, EngagementFilter>(
            "engagement",
            objects => objects.Engagements,
            its => new EngagementCreate
            {
                UserKey = "e", PersonUuid = its.OtherPerson, OrgUnitUuid = its.Unit, EngagementTypeUuid = its.Class, JobFunctionUuid = its.Class,
                PrimaryUuid = its.Class, Fraction = 42, Extension1 = "1", Extension2 = "2", Extension3 = "3", Extension4 = "4", Extension5 = "5",
                Extension6 = "6", Extension7 = "7", Extension8 = "8", Extension9 = "9", Extension10 = "10", Validity = s_since,
            },
            (its, validity, key) => new EngagementUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Clear = ((its, validity) => new EngagementUpdate { Uuid = its.Uuid, Validity = validity, Fraction = null }, "Fraction"),
        },
        new ObjectCase<Facet, FacetCreate, FacetUpdate, FacetFilter>(
            "facet",
            objects => objects.Facets,
            _ => new FacetCreate { UserKey = "f", Published = "IkkePubliceret", Validity = s_since },
            (its, validity, key) => new FacetUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key }),
        new ObjectCase<ItSystem, ItSystemCreate, ItSystemUpdate, ItSystemFilter>(
            "itsystem",
            objects => objects.ItSystems,
            _ => new ItSystemCreate { UserKey = "s", Name = "System", Validity = s_since },
            (its, validity, key) => new ItSystemUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key, Name = its.Name }),
        new ObjectCase<ItUser, ItUserCreate, ItUserUpdate, ItUserFilter>(
            "ituser",
            objects => objects.ItUsers,
            its => new ItUserCreate
            {
                UserKey = "i", ItSystemUuid = its.ItSystem, PersonUuid = its.Person, EngagementUuids = [its.Engagement], PrimaryUuid = its.Class,
                ExternalId = "x", BindingType = "b", Note = "by a test", Validity = s_since,
            },
            (its, validity, key) => new ItUserUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Without = ["OrgUnitUuid"],
            Clear = ((its, validity) => new ItUserUpdate { Uuid = its.Uuid, Validity = validity, BindingType = null }, "BindingType"),
        },
        new ObjectCase<Kle, KleCreate, KleUpdate, KleFilter>(
            "kle",
            objects => objects.Kles,
            its => new KleCreate { UserKey = "k", OrgUnitUuid = its.Unit, KleNumberUuid = its.Class, KleAspectUuids = [its.Class], Validity = s_since },
            (its, validity, key) => new KleUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key }),
        new ObjectCase<Leave, LeaveCreate, LeaveUpdate, LeaveFilter>(
            "leave",
            objects => objects.Leaves,
            its => new LeaveCreate { UserKey = "l", PersonUuid = its.Person, EngagementUuid = its.Engagement, LeaveTypeUuid = its.Class, Validity = s_since },
            (its, validity, key) => new LeaveUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key }),
        new ObjectCase<Manager, ManagerCreate, ManagerUpdate, ManagerFilter>(
            "manager",
            objects => objects.Managers,
            its => new ManagerCreate
            {
                UserKey = "m", PersonUuid = its.Person, OrgUnitUuid = its.Unit, EngagementUuid = its.Engagement, ResponsibilityUuids = [its.Class],
                ManagerLevelUuid = its.Class, ManagerTypeUuid = its.Class, Validity = s_since,
            },
            (its, validity, key) => new ManagerUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key, PersonUuid = its.PersonUuid })
        {
            Clear = ((its, validity) => new ManagerUpdate { Uuid = its.Uuid, Validity = validity }, "PersonUuid"),
        },
        new ObjectCase<OrgUnit, OrgUnitCreate, OrgUnitUpdate, OrgUnitFilter>(
            "org_unit",
            objects => objects.OrgUnits,
            its => new OrgUnitCreate
            {
                UserKey = "u", Name = "Reading room", ParentUuid = its.Unit, OrgUnitTypeUuid = its.Class, TimePlanningUuid = its.Class,
                OrgUnitLevelUuid = its.Class, OrgUnitHierarchyUuid = its.Class, Validity = s_since,
            },
            (its, validity, key) => new OrgUnitUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Clear = ((its, validity) => new OrgUnitUpdate { Uuid = its.Uuid, Validity = validity, ParentUuid = null }, "ParentUuid"),
        },
        new ObjectCase<Owner, OwnerCreate, OwnerUpdate, OwnerFilter>(
            "owner",
            objects => objects.Owners,
            its => new OwnerCreate { UserKey = "o", PersonUuid = its.Person, OwnerUuid = its.OtherPerson, Validity = s_since },
            (its, validity, key) => new OwnerUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key, OwnerUuid = its.OwnerUuid })
        {
            Without = ["OrgUnitUuid", "InferencePriority"],
            Clear = ((its, validity) => new OwnerUpdate { Uuid = its.Uuid, Validity = validity }, "OwnerUuid"),
        },
        new ObjectCase<Person, PersonCreate, PersonUpdate, PersonFilter>(
            "employee",
            objects => objects.People,
            _ => new PersonCreate
            {
                UserKey = "p", GivenName = "Søren", Surname = "Ågård", NicknameGivenName = "S", NicknameSurname = "Å", Seniority = new DateOnly(2001, 2, 3),
                CprNumber = "0202701234",
            },
            (its, validity, key) => new PersonUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key })
        {
            Clear = ((its, validity) => new PersonUpdate { Uuid = its.Uuid, Validity = validity, Seniority = null }, "Seniority"),
            GoesOn = true,
        },
        new ObjectCase<RoleBinding, RoleBindingCreate, RoleBindingUpdate, RoleBindingFilter>(
            "rolebinding",
            objects => objects.RoleBindings,
            its => new RoleBindingCreate { UserKey = "r", ItUserUuid = its.ItUser, RoleUuid = its.Class, OrgUnitUuid = its.Unit, Validity = s_since },
            (its, validity, key) => new RoleBindingUpdate { Uuid = its.Uuid, Validity = validity, UserKey = key, ItUserUuid = its.ItUserUuid }),
    ];
}
