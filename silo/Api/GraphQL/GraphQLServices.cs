using MoCluster.Grains.Objects.Selection;
using MoCluster.GraphQL;
using MoCluster.Silo.Api.GraphQL.Actors;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Api.GraphQL.Events.Versioned;
using MoCluster.Silo.Api.GraphQL.Objects;
using MoCluster.Silo.Api.GraphQL.Organisations;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Api.GraphQL.Process;
using MoCluster.Silo.Api.GraphQL.Triggers;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Adds the GraphQL schema, its resolvers and the executor.</summary>
internal static class GraphQLServices
{
    /// <summary>Adds them. The application layer, the store, the grains, the catalogue and the options are added elsewhere.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddGraphQL(this IServiceCollection services) => services
        .AddSingleton<OwnListeners>()
        .AddSingleton<EventLists>()
        .AddSingleton<ObjectLoader>()
        .AddSingleton<RegistrationLoader>()
        .AddSingleton<ObjectFinders>()
        .AddSingleton<SelectionReader>()
        .AddSingleton<ObjectCommands>()
        .AddSingleton<ObjectBatches>()
        .AddSingleton<ObjectRefreshes>()
        .AddSingleton<ISchemaPart, ObjectTypes>()
        .AddSingleton<ISchemaPart, ObjectMutations>()
        .AddSingleton<ISchemaPart, OrganisationParts>()
        .AddSingleton<ISchemaPart, ProcessQueries>()
        .AddSingleton<QueueChanges>()
        .AddSingleton<ISchemaPart, ActorTypes>()
        .AddSingleton<ISchemaPart, EventTypes>()
        .AddSingleton<ISchemaPart, StatusTypes>()
        .AddSingleton<ISchemaPart, EventQueries>()
        .AddSingleton<ISchemaPart, EventMutations>()
        .AddSingleton<ISchemaPart, QueuedEvents>()
        .AddSingleton<ISchemaPart, QueueMutations>()
        .AddSingleton<ISchemaPart, PauseMutations>()
        .AddSingleton<ISchemaPart, VersionedEventMutations>()
        .AddSingleton<ISchemaPart, VersionedQueueMutations>()
        .AddSingleton<ISchemaPart, TriggerParts>()
        .AddSingleton<ISchemaPart, DeliveryParts>()
        .AddSingleton<DialectSchemas>()
        .AddSingleton(provider => provider.GetRequiredService<DialectSchemas>().ExecutorOf(Dialect.Own))
        .AddSingleton(provider => provider.GetRequiredService<GraphQLExecutor>().Schema);
}
