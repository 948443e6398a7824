using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>
/// The triggers of each stage, in the order in which they run. It is built once from the modules of the process and never changes. Two
/// registries of one process are independent.
/// </summary>
public sealed class TriggerRegistry
{
    private readonly FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> _stages;

    /// <summary>Lets the modules register.</summary>
    /// <param name="modules">The modules, in any order.</param>
    /// <param name="catalogue">The types of objects, whose names a trigger can use.</param>
    /// <exception cref="ArgumentException">A module registered a name twice in a stage, or for a role type that does not exist.</exception>
    public TriggerRegistry(IEnumerable<ITriggerModule> modules, ObjectCatalogue catalogue)
        : this(TakeAll(modules, catalogue))
    {
    }

    /// <summary>Makes the registry of the triggers that a registrar has collected.</summary>
    /// <param name="registrar">The registrar.</param>
    public TriggerRegistry(TriggerRegistrar registrar) => _stages = registrar.Build();

    /// <summary>Whether no trigger is registered.</summary>
    public bool IsEmpty => _stages.Count == 0;

    /// <summary>The triggers of a stage, in the order in which they run; empty for most stages.</summary>
    /// <param name="stage">The stage.</param>
    public ImmutableArray<TriggerRegistration> At(TriggerStage stage) =>
        _stages.TryGetValue(stage, out var registrations) ? registrations : [];

    private static TriggerRegistrar TakeAll(IEnumerable<ITriggerModule> modules, ObjectCatalogue catalogue)
    {
        var registrar = new TriggerRegistrar(catalogue);
        foreach (var module in modules)
            registrar.Take(module);
        return registrar;
    }
}
