using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Hosting;

/// <summary>Sets up the web server of the process.</summary>
internal static class WebServerServices
{
    /// <summary>Adds the addresses, Kestrel's limits, and the order in which the process starts: first the port, then all else.</summary>
    /// <param name="builder">The application.</param>
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

        // Host starts its services at the same time, so that the web server, the last of them, does not wait for the silo; it stops them one
        // after another, the web server first.
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ServicesStartConcurrently = true;
            host.ShutdownTimeout = StopTimes.All;

            // It is logged, and the silo goes on with what is left: nothing that runs beside it is worth its end.
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
