using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.GraphQL.Types;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Application;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Configuration;
using MoCluster.Stores.Memory;
using Orleans;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>The schema of /graphql, built without a running silo: tests can read it, but nothing in it resolves.</summary>
internal static class ApiSchema
{
    public static Schema Build() => AddTo(new ServiceCollection().AddLogging())
        .BuildServiceProvider().GetRequiredService<Schema>();

    /// <summary>Adds the services that the API needs.</summary>
    public static IServiceCollection AddTo(IServiceCollection services, params string[] settings) => services
        .AddSettings(Settings.Read(settings))
        .AddGrains()
        .AddSingleton<IStore>(new MemoryStore(TimeProvider.System, Guid.NewGuid()))
        .AddStorePorts()
        .AddSingleton(DispatchProxy.Create<IGrainFactory, NoGrains>())
        .AddApplication()
        .AddGraphQL();

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    public class NoGrains : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            throw new NotSupportedException("This schema is only read: no grains are running.");
    }
}
