using Microsoft.Extensions.DependencyInjection;
using MoCluster.Embedded;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>The embedded engine, with the grains that a test names.</summary>
internal static class TestEngine
{
    public static async Task<ServiceProvider> StartAsync(IServiceCollection services, params Type[] grains)
    {
        services.AddEmbeddedEngine(options =>
        {
            options.GrainClasses.UnionWith(grains);
            options.StreamProviders.Add(EventBatch.Provider);
        });
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<EmbeddedSilo>().StartAsync(CancellationToken.None);
        return provider;
    }

    public static Task StopAsync(IServiceProvider services) => services.GetRequiredService<EmbeddedSilo>().StopAsync(CancellationToken.None);
}
