using System.Reflection;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>Loads modules from the customer directory. All modules of an assembly share its load context.</summary>
/// <param name="directory">The customer's assemblies.</param>
/// <param name="services">Makes the modules.</param>
/// <param name="patience">The longest time for the constructor and <c>Register</c> of a module.</param>
internal sealed class ModuleLoader(CustomerDirectory directory, ModuleServices services, TimeSpan patience)
{
    private readonly Dictionary<string, ModuleLoadContext> _contexts = [];

    /// <summary>Loads a module and lets it register its triggers. The registrar has taken none of them yet.</summary>
    /// <param name="name">The full name of the module's class, whatever its case.</param>
    /// <param name="settings">The module's settings.</param>
    /// <param name="registrar">Checks its triggers.</param>
    /// <exception cref="ModuleLoadException">The module cannot be loaded, or does not register.</exception>
    public LoadedModule Load(string name, IConfiguration settings, TriggerRegistrar registrar)
    {
        var (path, type) = directory.Find(name);
        if (!_contexts.TryGetValue(path, out var context))
            _contexts.Add(path, context = ModuleLoadContext.Of(path));
        var main = context.LoadMain();

        // Code of the module runs for the first time here. It may hang, so it gets a thread of its own.
        var work = Task.Factory.StartNew(
            () =>
            {
                // Libraries that look for assemblies by name find those of the module.
                using var scope = context.EnterContextualReflection();
                var module = services.Make(ClassOf(main, type), settings);
                return new LoadedModule(module, path, Register(module, settings, registrar));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return work.WaitAsync(patience).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw new ModuleLoadException($"its constructor and Register did not end within Triggers:LoadTimeout, which is {patience}.");
        }
    }

    private static Type ClassOf(Assembly main, string type)
    {
        try
        {
            return main.GetType(type, throwOnError: true)!;
        }
        catch (Exception failure)
        {
            throw new ModuleLoadException($"the class {type} cannot be loaded: {failure.Message}", failure);
        }
    }

    private static ModuleTriggers Register(ITriggerModule module, IConfiguration settings, TriggerRegistrar registrar)
    {
        try
        {
            return registrar.Ask(new ConfiguredModule(module, settings));
        }
        catch (Exception failure)
        {
            throw new ModuleLoadException($"its Register threw {failure.GetType()}: {failure.Message}", failure);
        }
    }
}
