using MoCluster.Modules;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>Makes modules. A module's constructor can take the services that are added here; it sees no others of the process.</summary>
/// <param name="logs">The log of the process.</param>
/// <param name="http">Makes the module's HTTP clients.</param>
/// <param name="time">The clock of the process.</param>
internal sealed class ModuleServices(ILoggerFactory logs, IHttpClientFactory http, TimeProvider time)
{
    /// <summary>Makes a module.</summary>
    /// <param name="type">The module's class.</param>
    /// <param name="settings">The module's settings.</param>
    /// <exception cref="ModuleLoadException">The class is no module, or its constructor failed.</exception>
    public ITriggerModule Make(Type type, IConfiguration settings)
    {
        if (!typeof(ITriggerModule).IsAssignableFrom(type))
            throw new ModuleLoadException($"the class {type} does not implement {typeof(ITriggerModule)}.");
        if (type.IsAbstract || type.ContainsGenericParameters || type.GetConstructors().Length == 0)
            throw new ModuleLoadException($"the class {type} is abstract, static or generic, or has no public constructor.");
        using var services = Services(type, settings);
        try
        {
            return (ITriggerModule)ActivatorUtilities.CreateInstance(services, type);
        }
        catch (InvalidOperationException unknown) when (unknown.TargetSite?.DeclaringType?.Assembly == typeof(ActivatorUtilities).Assembly)
        {
            throw new ModuleLoadException(
                $"its constructor takes something that it cannot get ({unknown.Message}) It can take IConfiguration, ILogger, ILogger<T>, ILoggerFactory, IHttpClientFactory and TimeProvider.",
                unknown);
        }
        catch (Exception failure)
        {
            throw new ModuleLoadException($"its constructor threw {failure.GetType()}: {failure.Message}", failure);
        }
    }

    private ServiceProvider Services(Type type, IConfiguration settings)
    {
        var services = new ServiceCollection()
            .AddSingleton(settings)
            .AddSingleton(logs)
            .AddSingleton(logs.CreateLogger(type.FullName!))
            .AddSingleton(http)
            .AddSingleton(time);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        return services.BuildServiceProvider();
    }
}
