using MoCluster.Grains.Hooks;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Silo.Configuration.Sections;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Adds HTTP triggers to the services of the process.</summary>
internal static class HttpTriggerServices
{
    /// <summary>The time over which failed calls of an endpoint are counted. Polly's shortest is half a second.</summary>
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is used, so that a change in DNS is noticed.</summary>
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromMinutes(2);

    /// <summary>The largest list of triggers, in bytes for each trigger that an endpoint may register.</summary>
    private const int BytesOfTrigger = 2_048;

    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddHttpTriggers(this IServiceCollection services)
    {
        services.AddHttpClient(HttpTriggerEndpoints.Name, (provider, client) =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = (long)Options(provider).MaxTriggers * BytesOfTrigger;
        }).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(Connections);
        services.AddHttpClient(EndpointClient.Name, (provider, client) =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = Options(provider).MaxAnswerBytes;
        }).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(Connections)
            .AddResilienceHandler(EndpointClient.Name, Break)
            .SelectPipelineByAuthority();
        return services.AddSingleton<EndpointCircuits>().AddSingleton<WebhookSigner>().AddSingleton<EndpointClient>().AddSingleton<IHookCallbacks, HookCaller>().AddSingleton<ITriggerEndpoints, HttpTriggerEndpoints>()
            .AddSingleton<HttpDeliveryTargets>();
    }

    private static void Break(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        var options = Options(context.ServiceProvider);
        var breaker = new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = options.BreakAfter,
            SamplingDuration = Sampling,
            BreakDuration = options.BreakFor,
        };
        context.ServiceProvider.GetRequiredService<EndpointCircuits>().Watch(breaker);
        pipeline.AddCircuitBreaker(breaker);
    }

    private static SocketsHttpHandler Connections(IServiceProvider provider) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = Options(provider).MaxConnections,
        PooledConnectionLifetime = ConnectionAge,
        ConnectTimeout = Options(provider).RunTimeout,
    };

    private static HttpTriggerOptions Options(IServiceProvider provider) => provider.GetRequiredService<HttpTriggerOptions>();
}
