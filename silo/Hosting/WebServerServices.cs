using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Hosting;

/// <summary>Sets up the web server of the process.</summary>
internal static class WebServerServices
{
    /// <summary>Adds the addresses, Kestrel's limits, and the order of the start: the port first, then everything else.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="settings">The settings.</param>
    public static void AddWebServer(this WebApplicationBuilder builder, Settings settings)
    {
        var api = settings.Get<ApiOptions>();
        builder.WebHost.UseUrls([.. settings.Urls.Values, .. api.HealthPort == 0 ? Array.Empty<string>() : [$"http://*:{api.HealthPort}"]]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = api.MaxBodyBytes;
            settings.Get<HttpSettings>().ApplyTo(kestrel.Limits);
        });

        // The host starts its services concurrently, so that the web server, which is the last of them, does not wait for the silo. It stops
        // them one after another, the web server first.
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ServicesStartConcurrently = true;
            host.ShutdownTimeout = StopTimes.All;

            // The failure is logged and the silo continues: no background service is important enough to end the process.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        builder.Services.AddSingleton(settings.Urls);
        builder.Services.AddSingleton<ProcessReadiness>();
        WatchServer(builder.Services);
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, PortFirst>();
    }

    private static void WatchServer(IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer));
        services.RemoveAll<IServer>();
        services.Add(ServiceDescriptor.KeyedSingleton(typeof(IServer), WebServer.Inner, kestrel.ImplementationType!));
        services.AddSingleton<WebServer>();
        services.AddSingleton<IServer>(provider => provider.GetRequiredService<WebServer>());
    }
}
