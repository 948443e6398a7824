using MoCluster.GrainInterfaces.Organisations;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Organisations;

/// <summary>The root organisation: its query and its creation (docs/os2mo.md §8.4).</summary>
/// <param name="organisation">The organisation.</param>
internal sealed class OrganisationParts(RootOrganisation organisation) : ISchemaPart
{
    private const string Reason = "OS2mo will remove its root organisation.";

    /// <summary>What OS2mo calls it, until somebody renames it in its database.</summary>
    public const string Name = "root";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        var type = schema.Object("Organisation", "The root organisation, to which all units belong.");
        type.Field("uuid", "UUID!", "Its uuid. As the parent of a unit it means that the unit is at the top.")
            .Resolve<OrganisationDefinition>(value => value.Uuid);
        type.Field("user_key", "String!", "A short key.").Resolve<OrganisationDefinition>(_ => Name);
        type.Field("name", "String!", "Its name.").Resolve<OrganisationDefinition>(_ => Name);
        type.Field("type", "String!", "The text `organisation`.").Deprecated("It is always the same; use `__typename` instead.")
            .Resolve<OrganisationDefinition>(_ => "organisation");
        type.Field("municipality_code", "Int", "The number of the municipality; null if it is not set.")
            .Resolve<OrganisationDefinition>(value => value.MunicipalityCode);
        schema.Object("Query").Field("org", "Organisation!", "The root organisation. It is an error to ask before it is created.")
            .Deprecated(Reason)
            .ResolveAsync(async _ => (await organisation.ReadAsync()).OrThrow());
        schema.Input("OrganisationCreate", "The root organisation.")
            .Field("municipality_code", "Int", "The number of the municipality, for example 751; absent or null for none.");
        schema.Object("Mutation")
            .Field("org_create", dialect.Root("Organisation"), "Creates the root organisation, or sets the municipality code of the one that is there.")
            .Deprecated(Reason)
            .Argument("input", "OrganisationCreate!", "The input.")
            .ResolveAsync(context => organisation.SetAsync(context.Argument<InputObject>("input")!.Get<int?>("municipality_code")));
    }
}
