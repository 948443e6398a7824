using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>Adds the trigger modules to the process.</summary>
internal static class TriggerModuleServices
{
    /// <summary>Adds the modules. Settings, log and clock are added elsewhere.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddTriggerModules(this IServiceCollection services) => services
        .AddHttpClient()
        .AddSingleton<ModuleServices>()
        .AddSingleton(provider => CustomerModules.Load(
            provider.GetRequiredService<Settings>(),
            provider.GetRequiredService<ModuleServices>(),
            provider.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.Triggers")));

    /// <summary>Loads the modules now, so that one that does not load refuses the start and not the first mutation.</summary>
    /// <param name="services">The services of the process.</param>
    /// <exception cref="ConfigurationException">Modules do not load, and the configuration requires them.</exception>
    public static void LoadTriggerModules(this IServiceProvider services) => services.GetRequiredService<CustomerModules>();
}
