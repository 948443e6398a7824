using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Api.GraphQL.Objects;
using MoCluster.Silo.Api.GraphQL.Triggers;
using MoCluster.Silo.Diagnostics;

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
        .AddSingleton<ObjectCommands>()
        .AddSingleton<ObjectBatches>()
        .AddSingleton<ISchemaPart, ObjectTypes>()
        .AddSingleton<ISchemaPart, ObjectQueries>()
        .AddSingleton<ISchemaPart, ObjectMutations>()
        .AddSingleton<ISchemaPart, EventTypes>()
        .AddSingleton<ISchemaPart, StatusTypes>()
        .AddSingleton<ISchemaPart, EventQueries>()
        .AddSingleton<ISchemaPart, EventMutations>()
        .AddSingleton<ISchemaPart, QueuedEvents>()
        .AddSingleton<ISchemaPart, QueueMutations>()
        .AddSingleton<ISchemaPart, PauseMutations>()
        .AddSingleton<ISchemaPart, TriggerParts>()
        .AddSingleton<ISchemaPart, DeliveryParts>()
        .AddSingleton<Schema>(provider => MoSchema.Build(provider.GetServices<ISchemaPart>(), provider.GetRequiredService<ObjectCatalogue>()))
        .AddSingleton(provider => CreateExecutor(
            provider.GetRequiredService<Schema>(),
            provider.GetRequiredService<ExecutorOptions>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.GraphQL")));

    private static GraphQLExecutor CreateExecutor(Schema schema, ExecutorOptions limits, ILogger log) => new(
        schema,
        limits with { OnUnhandled = (exception, error) => log.FieldFailed(exception, error.Path?.ToString() ?? "none") });
}
