using MoCluster.Silo.Api;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Security;
using MoCluster.Silo.Storage;
using MoCluster.Silo.Telemetry;
using MoCluster.Silo.Triggers.Modules;

namespace MoCluster.Silo;

/// <summary>Assembles the process.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => SiloProcess.RunAsync(arguments, Build, Console.Out, Console.Error);

    /// <summary>Builds the host of the API, the silo and the store.</summary>
    /// <param name="builder">The builder of the application, with its configuration.</param>
    /// <param name="settings">The settings from that configuration.</param>
    public static WebApplication Build(WebApplicationBuilder builder, Settings settings)
    {
        builder.Logging.AddLines();
        builder.Services.AddSettings(settings);
        builder.AddWebServer(settings);
        builder.Services.AddStore();
        builder.AddCluster(settings);
        builder.Services.AddSiloMetrics();
        builder.AddTelemetry(settings);
        builder.Services.AddCallers(settings);
        builder.Services.AddApi();
        var app = builder.Build();
        app.Services.LoadTriggerModules();
        app.MapApi();
        return app;
    }
}
