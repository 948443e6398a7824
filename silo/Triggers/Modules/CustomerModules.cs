using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Triggers;
using MoCluster.Modules.Samples;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>The trigger modules of the process: those that the configuration names and that were loaded, and those that are missing.</summary>
internal sealed class CustomerModules : IAsyncDisposable, IDisposable
{
    private readonly List<LoadedModule> _loaded = [];
    private readonly List<ModuleFailure> _failures = [];
    private readonly ILogger _log;

    private CustomerModules(ILogger log) => _log = log;

    /// <summary>Holds the triggers of all modules.</summary>
    public TriggerRegistrar Registrar { get; } = new(ObjectCatalogue.BuiltIn);

    /// <summary>The modules that are missing, and why. The process runs only if the configuration allows that.</summary>
    public ImmutableArray<ModuleFailure> Failures { get; private set; }

    /// <summary>Loads all modules that the configuration names.</summary>
    /// <param name="settings">The settings of the process and of the modules.</param>
    /// <param name="services">Makes the modules.</param>
    /// <param name="root">Where a relative path of the directory begins.</param>
    /// <param name="log">Tells what was loaded.</param>
    /// <exception cref="ConfigurationException">Modules do not load, and the configuration requires them.</exception>
    public static CustomerModules Load(Settings settings, ModuleServices services, string root, ILogger log)
    {
        var options = settings.Get<TriggersOptions>();
        var modules = new CustomerModules(log);
        modules.LoadNamed(settings, services, CustomerDirectory.Read(Path.GetFullPath(options.Directory, root)));
        modules.Failures = [.. modules._failures];
        if (options.RequireModules && !modules.Failures.IsEmpty)
            throw new ConfigurationException([.. modules._failures.Select(failure => failure.ToString())]);
        if (options.Sample)
            modules.Registrar.Take(new ForbiddenNames("forbidden"));
        return modules;
    }

    /// <summary>Disposes the modules that can be disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var module in _loaded.Select(loaded => loaded.Module))
        {
            try
            {
                if (module is IAsyncDisposable waiting)
                    await waiting.DisposeAsync();
                else
                    (module as IDisposable)?.Dispose();
            }
            catch (Exception failure)
            {
                _log.ModuleNotDisposed(failure, module.GetType().FullName!);
            }
        }
    }

    /// <summary>Disposes the modules for a host that does not wait.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void LoadNamed(Settings settings, ModuleServices services, CustomerDirectory directory)
    {
        var options = settings.Get<TriggersOptions>();
        if (options.Modules.Values.IsEmpty && !directory.IsEmpty)
            _log.NoModuleNamed(directory.Path);
        var loader = new ModuleLoader(directory, services, options.LoadTimeout);
        foreach (var name in options.Modules.Values.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                Add(name, loader.Load(name, settings.OfModule(name), Registrar));
            }
            catch (ModuleLoadException failed)
            {
                var failure = new ModuleFailure(name, failed.Message);
                _failures.Add(failure);
                if (!options.RequireModules)
                    _log.ModuleMissing(failure.ToString());
            }
        }
    }

    private void Add(string name, LoadedModule module)
    {
        _loaded.Add(module);
        Registrar.Take(module.Triggers);
        _log.ModuleLoaded(name, module.File, string.Join(", ", module.Triggers.Running.DefaultIfEmpty("no triggers")));
        if (!module.Triggers.Disabled.IsEmpty)
            _log.TriggersDisabled(name, string.Join(", ", module.Triggers.Disabled));
    }
}
