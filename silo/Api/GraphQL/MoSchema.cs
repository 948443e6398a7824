using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Builds the schema of a dialect (docs/architecture.md §9).</summary>
internal static class MoSchema
{
    /// <summary>Builds the schema from its parts.</summary>
    /// <param name="parts">The parts, in the order in which they are declared.</param>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="dialect">For whom the schema is built.</param>
    public static Schema Build(IEnumerable<ISchemaPart> parts, ObjectCatalogue catalogue, Dialect dialect)
    {
        var schema = new SchemaBuilder();
        schema.Description("MoCluster: organisation data with its history, and the events of its changes.");
        foreach (var scalar in Scalars.Of(dialect))
            schema.Scalar(scalar);
        schema.Object("Query", "The queries. They change no objects; only those that fetch lease events to the caller.");
        schema.Object(
            "Mutation",
            "The mutations. Fields run one after another, each as a commit of its own. A field that fails does not undo those before it."
                + (dialect.IsOwn ? "" : " Neighbouring fields that send events, or acknowledge them, are one commit."));
        Paging.AddCommonTypes(schema);
        foreach (var part in parts)
            part.AddTo(schema, dialect);
        new FieldRoles(catalogue).Guard(schema);
        InputTexts.Guard(schema);
        return schema.Build();
    }
}
