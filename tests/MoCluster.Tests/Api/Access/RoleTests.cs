using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Access;

/// <summary>The fields of the schema ask for the same roles as OS2mo, so that a realm made for OS2mo works here (docs/os2mo.md §3).</summary>
public sealed class RoleTests
{
    /// <summary>The queries and mutations of OS2mo 66.1.2, each with the role that it asks for.</summary>
    private const string OS2mo =
        """
        Mutation.address_create create_address
        Mutation.address_delete delete_address
        Mutation.address_refresh refresh_address
        Mutation.address_terminate terminate_address
        Mutation.address_update update_address
        Mutation.addresses_create create_address
        Mutation.association_create create_association
        Mutation.association_delete delete_association
        Mutation.association_refresh refresh_association
        Mutation.association_terminate terminate_association
        Mutation.association_update update_association
        Mutation.class_create create_class
        Mutation.class_delete delete_class
        Mutation.class_refresh refresh_class
        Mutation.class_terminate terminate_class
        Mutation.class_update update_class
        Mutation.employee_create create_employee
        Mutation.employee_delete delete_employee
        Mutation.employee_refresh refresh_employee
        Mutation.employee_terminate terminate_employee
        Mutation.employee_update update_employee
        Mutation.engagement_create create_engagement
        Mutation.engagement_delete delete_engagement
        Mutation.engagement_refresh refresh_engagement
        Mutation.engagement_terminate terminate_engagement
        Mutation.engagement_update update_engagement
        Mutation.engagements_create create_engagement
        Mutation.engagements_update update_engagement
        Mutation.event_acknowledge acknowledge_event
        Mutation.event_listener_declare create_event_listener
        Mutation.event_listener_delete delete_event_listener
        Mutation.event_namespace_declare create_event_namespace
        Mutation.event_namespace_delete delete_event_namespace
        Mutation.event_rerun rerun_event
        Mutation.event_send send_event
        Mutation.event_silence silence_event
        Mutation.event_unsilence unsilence_event
        Mutation.facet_create create_facet
        Mutation.facet_delete delete_facet
        Mutation.facet_refresh refresh_facet
        Mutation.facet_terminate terminate_facet
        Mutation.facet_update update_facet
        Mutation.itassociation_create create_association
        Mutation.itassociation_terminate terminate_association
        Mutation.itassociation_update update_association
        Mutation.itsystem_create create_itsystem
        Mutation.itsystem_delete delete_itsystem
        Mutation.itsystem_refresh refresh_itsystem
        Mutation.itsystem_terminate terminate_itsystem
        Mutation.itsystem_update update_itsystem
        Mutation.ituser_create create_ituser
        Mutation.ituser_delete delete_ituser
        Mutation.ituser_refresh refresh_ituser
        Mutation.ituser_terminate terminate_ituser
        Mutation.ituser_update update_ituser
        Mutation.itusers_create create_ituser
        Mutation.kle_create create_kle
        Mutation.kle_delete delete_kle
        Mutation.kle_refresh refresh_kle
        Mutation.kle_terminate terminate_kle
        Mutation.kle_update update_kle
        Mutation.leave_create create_leave
        Mutation.leave_delete delete_leave
        Mutation.leave_refresh refresh_leave
        Mutation.leave_terminate terminate_leave
        Mutation.leave_update update_leave
        Mutation.manager_create create_manager
        Mutation.manager_delete delete_manager
        Mutation.manager_refresh refresh_manager
        Mutation.manager_terminate terminate_manager
        Mutation.manager_update update_manager
        Mutation.managers_create create_manager
        Mutation.org_create create_org
        Mutation.org_unit_create create_org_unit
        Mutation.org_unit_delete delete_org_unit
        Mutation.org_unit_refresh refresh_org_unit
        Mutation.org_unit_terminate terminate_org_unit
        Mutation.org_unit_update update_org_unit
        Mutation.owner_create create_owner
        Mutation.owner_delete delete_owner
        Mutation.owner_refresh refresh_owner
        Mutation.owner_terminate terminate_owner
        Mutation.owner_update update_owner
        Mutation.related_unit_refresh refresh_related_unit
        Mutation.related_units_update update_related_unit
        Mutation.rolebinding_create create_rolebinding
        Mutation.rolebinding_delete delete_rolebinding
        Mutation.rolebinding_refresh refresh_rolebinding
        Mutation.rolebinding_terminate terminate_rolebinding
        Mutation.rolebinding_update update_rolebinding
        Mutation.rolebindings_create create_rolebinding
        Mutation.upload_file upload_files
        Query.access_log read_accesslog
        Query.actors read_actor
        Query.addresses read_address
        Query.associations read_association
        Query.classes read_class
        Query.employees read_employee
        Query.engagements read_engagement
        Query.event_fetch fetch_event
        Query.event_listeners read_event_listener
        Query.event_namespaces read_event_namespace
        Query.events read_event
        Query.facets read_facet
        Query.files read_file
        Query.itsystems read_itsystem
        Query.itusers read_ituser
        Query.kles read_kle
        Query.leaves read_leave
        Query.managers read_manager
        Query.org read_org
        Query.org_units read_org_unit
        Query.owners read_owner
        Query.persons read_employee
        Query.registrations read_registration
        Query.related_units read_related_unit
        Query.rolebindings read_rolebinding
        """;

    private static readonly Schema Schema = ApiSchema.Build();
    private static readonly FieldRoles FieldRoles = new(ObjectCatalogue.BuiltIn);

    private static readonly Dictionary<string, string> Expected = OS2mo.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

    [Fact]
    public void Every_field_of_OS2mo_takes_the_role_that_OS2mo_asks_for()
    {
        var shared = Fields().Where(Expected.ContainsKey).ToArray();
        Assert.True(shared.Length > 100, $"Only {shared.Length} fields are OS2mo's.");
        Assert.Equal(
            shared.Select(field => $"{field} {Expected[field]}"),
            shared.Select(field => $"{field} {FieldRoles.Of(field)[0]}"));
    }

    [Fact]
    public void The_fields_that_OS2mo_lacks_are_listed_as_MoClusters_own() => Assert.Equal(
        [
            "Mutation.event_listener_create", "Mutation.event_listener_pause", "Mutation.event_listener_resume",
            "Mutation.event_listener_set_position", "Mutation.event_nack", "Mutation.event_namespace_create", "Mutation.event_park",
            "Mutation.event_touch", "Mutation.events_acknowledge", "Mutation.events_nack", "Mutation.events_park", "Mutation.events_replay",
            "Mutation.events_send", "Mutation.trigger_deliveries_replay", "Mutation.trigger_deliveries_skip", "Mutation.triggers_refresh",
            "Query.events_fetch", "Query.healths", "Query.me", "Query.trigger_deliveries", "Query.trigger_endpoints", "Query.triggers",
            "Query.version",
        ],
        Fields().Where(field => !Expected.ContainsKey(field)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Mutation.employee_update", "edit_employee")]
    [InlineData("Mutation.engagements_update", "edit_engagement")]
    [InlineData("Mutation.itassociation_create", "create_itassociation")]
    [InlineData("Mutation.itassociation_update", "edit_itassociation")]
    [InlineData("Mutation.itassociation_terminate", "terminate_itassociation")]
    [InlineData("Mutation.related_units_update", "edit_related_units")]
    [InlineData("Query.related_units", "read_related_units")]
    [InlineData("Namespace.listeners", "read_event_listener")]
    [InlineData("Owner.owner", "read_employee")]
    public void A_role_of_an_earlier_version_still_works(string field, string role) => Assert.Contains(role, FieldRoles.Of(field));

    private static IEnumerable<string> Fields() =>
        from type in new[] { Schema.Query, Schema.Mutation! }
        from field in type.Fields
        select $"{type.Name}.{field.Name}";
}
