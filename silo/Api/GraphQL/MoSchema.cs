using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Api.GraphQL.Objects;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>The schema of <c>/graphql</c>: MoCluster's own dialect, from the catalogue and the names of the seeds (DESIGN.md §9).</summary>
internal static class MoSchema
{
    /// <summary>Builds it.</summary>
    /// <param name="catalogue">The types of objects there are.</param>
    /// <param name="options">The limits.</param>
    public static Schema Build(ObjectCatalogue catalogue, ApiOptions options)
    {
        var schema = new SchemaBuilder();
        schema.Description("MoCluster: organisation data with its history, and the events of its changes.");
        foreach (var scalar in Scalars.All.Append(Tokens.Scalar))
            schema.Scalar(scalar);
        schema.Object("Query", "What can be read. Nothing here changes an object; only fetching leases events to the caller.");
        schema.Object("Mutation",
            "What can be changed. Fields run one after another, each a commit of its own: one that fails undoes none before it.");
        Paging.AddCommonTypes(schema);
        new ObjectTypes(catalogue, new ObjectLoader(catalogue), options).AddTo(schema);
        new ObjectQueries(catalogue, options).AddTo(schema);
        new ObjectMutations(catalogue, new ObjectBatches(options), options).AddTo(schema);
        new EventTypes(options).AddTo(schema);
        new EventQueries(options).AddTo(schema);
        new EventMutations(options).AddTo(schema);
        new QueuedEvents(options).AddTo(schema);
        new QueueMutations(options).AddTo(schema);
        HaltMutations.AddTo(schema);
        new FieldRoles(catalogue).Guard(schema);
        InputTexts.Guard(schema);
        return schema.Build();
    }
}
