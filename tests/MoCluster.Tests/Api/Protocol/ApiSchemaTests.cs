using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Protocol;

/// <summary>The shape of the schema of /graphql.</summary>
public sealed class ApiSchemaTests
{
    private static readonly Schema Schema = ApiSchema.Build();

    [Fact]
    public void Every_type_field_argument_and_value_has_a_description()
    {
        var undescribed = Schema.Types.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)).SelectMany(Described)
            .Where(item => string.IsNullOrWhiteSpace(item.Description)).Select(item => item.Name).ToArray();
        Assert.Empty(undescribed);
    }

    [Fact]
    public void Root_fields_of_mutations_are_nullable()
    {
        Assert.NotEmpty(Schema.Mutation!.Fields);
        Assert.All(Schema.Mutation.Fields, field => Assert.False(field.Type is NonNullType, field.Name));
    }

    [Theory]
    [InlineData("facet", "class", "org_unit", "employee", "engagement", "address", "association", "itassociation", "ituser", "itsystem",
        "kle", "leave", "manager", "owner", "rolebinding")]
    public void All_types_can_be_created_updated_and_terminated(params string[] names)
    {
        foreach (var name in names.SelectMany(name => new[] { $"{name}_create", $"{name}_update", $"{name}_terminate" }))
            Assert.Contains(Schema.Mutation!.Fields, field => field.Name == name);
    }

    [Theory]
    [InlineData("address", "association", "class", "employee", "engagement", "facet", "itsystem", "ituser", "kle", "leave", "manager",
        "org_unit", "owner", "rolebinding")]
    public void All_types_that_OS2mo_deletes_can_be_deleted_and_refreshed(params string[] names)
    {
        foreach (var name in names.SelectMany(name => new[] { $"{name}_delete", $"{name}_refresh" }))
            Assert.Contains(Schema.Mutation!.Fields, field => field.Name == name);
    }

    [Theory]
    [InlineData("addresses", "associations", "classes", "employees", "engagements", "event_fetch", "event_listeners", "event_namespaces",
        "events", "events_fetch", "facets", "files", "healths", "itsystems", "itusers", "kles", "leaves", "managers", "me", "org", "org_units", "owners", "persons",
        "registrations", "related_units", "rolebindings", "trigger_deliveries", "trigger_endpoints", "triggers", "version")]
    public void The_schema_has_exactly_these_queries(params string[] names) =>
        Assert.Equal(names, Schema.Query.Fields.Select(field => field.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Fields_that_lease_are_marked_so_that_GET_refuses_them() => Assert.Equal(
        ["event_fetch", "events_fetch"],
        Schema.Query.Fields.Where(field => field.Tags.Contains(FieldTags.Leases)).Select(field => field.Name));

    private static IEnumerable<(string Name, string? Description)> Described(NamedType type)
    {
        yield return (type.Name, type.Description);
        var members = type switch
        {
            FieldsType fields => fields.Fields.SelectMany(field => field.Arguments
                .Select(argument => ($"{field.Name}({argument.Name})", argument.Description)).Prepend((field.Name, field.Description))),
            InputObjectType input => input.Fields.Select(field => (field.Name, field.Description)),
            EnumType values => values.Values.Select(value => (value.Name, value.Description)),
            _ => [],
        };
        foreach (var (name, description) in members)
            yield return ($"{type.Name}.{name}", description);
    }
}
