using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Registries;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>
/// The triggers of each stage, in the order in which they run on this silo. Those of modules are built once. Those of HTTP endpoints follow the
/// cluster's registry: <see cref="Copy"/> says whether the silo still knows them.
/// </summary>
public sealed class TriggerRegistry
{
    private readonly TriggerStages _modules;
    private readonly ITriggerEndpoints? _endpoints;
    private volatile TriggerStages _stages;
    private volatile FrozenDictionary<Guid, TriggerRegistration> _known = FrozenDictionary<Guid, TriggerRegistration>.Empty;

    /// <summary>Lets the modules register.</summary>
    /// <param name="modules">The modules, in any order.</param>
    /// <param name="catalogue">The types of objects, whose names a trigger can use.</param>
    /// <param name="endpoints">Reaches HTTP endpoints; null for none.</param>
    /// <param name="copy">Says whether the silo still knows the triggers of the endpoints; null without endpoints.</param>
    /// <exception cref="ArgumentException">A module registered a name twice in a stage, or for a role type that does not exist.</exception>
    public TriggerRegistry(
        IEnumerable<ITriggerModule> modules, ObjectCatalogue catalogue, ITriggerEndpoints? endpoints = null, RegistryCopy? copy = null)
        : this(TakeAll(modules, catalogue), endpoints, copy)
    {
    }

    /// <summary>Makes the registry of the triggers that a registrar has collected.</summary>
    /// <param name="registrar">The registrar.</param>
    /// <param name="endpoints">Reaches HTTP endpoints; null for none.</param>
    /// <param name="copy">Says whether the silo still knows the triggers of the endpoints; null without endpoints.</param>
    public TriggerRegistry(TriggerRegistrar registrar, ITriggerEndpoints? endpoints = null, RegistryCopy? copy = null)
    {
        _modules = _stages = registrar.Build();
        (_endpoints, Copy) = (endpoints, copy ?? new RegistryCopy(null));
    }

    /// <summary>Says whether the silo knows the triggers of the endpoints.</summary>
    public RegistryCopy Copy { get; }

    /// <summary>Whether no trigger can be registered: there is none of a module, and no endpoint is configured.</summary>
    public bool IsEmpty => _modules.IsEmpty && (_endpoints is null || _endpoints.Addresses.IsEmpty);

    /// <summary>Whether there is an after trigger whose calls are stored.</summary>
    public bool AnyStored => _stages.AnyStored;

    /// <summary>The triggers that run at a stage before the mutation is answered, in their order; empty for most stages.</summary>
    /// <param name="stage">The stage.</param>
    public ImmutableArray<TriggerRegistration> At(TriggerStage stage) => _stages.At(stage);

    /// <summary>The after triggers whose calls are stored with the mutation; empty for most stages.</summary>
    /// <param name="stage">A stage after the commit.</param>
    public ImmutableArray<TriggerRegistration> StoredAt(TriggerStage stage) => _stages.StoredAt(stage);

    /// <summary>Finds a trigger of an endpoint; null when it is not registered any more.</summary>
    /// <param name="id">The id of the trigger.</param>
    public TriggerRegistration? Find(Guid id) => _known.GetValueOrDefault(id);

    /// <summary>Lists each trigger once, with its stages: before triggers first, in their order.</summary>
    public IEnumerable<TriggerSummary> List() => _stages.List();

    /// <summary>Takes over the triggers that the cluster's registry has. Those that stay keep their counts.</summary>
    /// <param name="registered">The triggers.</param>
    public void Follow(RegisteredTriggers registered)
    {
        var former = _known;
        var triggers = registered.Endpoints.SelectMany(endpoint => endpoint.Triggers).Select(trigger => new TriggerRegistration(
            trigger.Name, trigger.Order, (call, _, cancellation) => RunAsync(trigger, call, cancellation), trigger.Endpoint)
        {
            Endpoint = trigger,
            Delivery = trigger.Stage.EventType == TriggerEventType.After && !trigger.Inline
                ? new TriggerDelivery(trigger.Id, static call => [(TriggerPayload.Of(call), null)])
                : null,
            Use = former.GetValueOrDefault(trigger.Id)?.Use ?? new TriggerUse(),
        }).ToArray();
        _known = triggers.ToFrozenDictionary(trigger => trigger.Endpoint!.Id);
        var isStored = triggers.ToLookup(trigger => trigger.Delivery is not null, trigger => (trigger.Endpoint!.Stage, trigger));
        _stages = _modules.With(isStored[false], isStored[true]);
    }

    /// <summary>Runs a trigger of an endpoint, unless it was removed since the stage began.</summary>
    private async ValueTask RunAsync(EndpointTrigger trigger, TriggerCall call, CancellationToken cancellation)
    {
        await Copy.WaitAsync(cancellation);
        if (_known.ContainsKey(trigger.Id))
            await _endpoints!.RunAsync(trigger, call, cancellation);
    }

    private static TriggerRegistrar TakeAll(IEnumerable<ITriggerModule> modules, ObjectCatalogue catalogue)
    {
        var registrar = new TriggerRegistrar(catalogue);
        foreach (var module in modules)
            registrar.Take(module);
        return registrar;
    }
}
