using System.Collections.Concurrent;
using MoCluster.Simulator.Activations;
using Orleans.Runtime;

namespace MoCluster.Simulator.References;

/// <summary>Which class implements which interface, and the references to grains.</summary>
internal sealed class GrainBindings
{
    private readonly ConcurrentDictionary<Type, GrainInterface> _interfaces = new();
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly ReferenceRuntime _runtime;
    private readonly IServiceProvider _services;

    public GrainBindings(SimulatorEngine engine, IEnumerable<Type> classes)
    {
        _runtime = new ReferenceRuntime(engine);
        _services = engine.Services;
        foreach (var type in classes)
        {
            var grainClass = new GrainClass(type, engine.Options.MaxLocalWorkers);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new ArgumentException(
                    $"{type} and {_byType[grainClass.GrainType].Type} have the same grain type \"{grainClass.GrainType}\"; "
                    + "give one of them a [GrainType].");
            }
        }
    }

    /// <summary>All classes, sorted by name.</summary>
    public IEnumerable<GrainClass> Classes => _byType.Values.OrderBy(grainClass => grainClass.GrainType);

    /// <summary>The class of a grain.</summary>
    public GrainClass ClassOf(GrainId grainId) =>
        _byType.GetValueOrDefault(grainId.Type) ?? throw new ArgumentException($"No grain class here has the type of {grainId}.");

    /// <summary>A reference to the grain with a key, of the only class that implements an interface.</summary>
    public GrainReference ReferenceTo(Type interfaceType, IdSpan key, string? classNamePrefix = null)
    {
        var grainInterface = InterfaceOf(interfaceType);
        return grainInterface.ReferenceTo(GrainId.Create(grainInterface.TheClass(classNamePrefix).GrainType, key));
    }

    /// <summary>A reference to a grain by an interface.</summary>
    public GrainReference ReferenceTo(Type interfaceType, GrainId grainId) => InterfaceOf(interfaceType).ReferenceTo(grainId);

    /// <summary>A reference to a grain without an interface.</summary>
    public GrainReference ReferenceTo(GrainId grainId) =>
        new UntypedReference(SharedOf(grainId.Type, typeof(IAddressable)), grainId.Key);

    /// <summary>The shared part of references to grains of a class by an interface.</summary>
    public GrainReferenceShared SharedOf(GrainType grainType, Type interfaceType) =>
        GeneratedReferences.Shared(grainType, interfaceType, _runtime, _services);

    private GrainInterface InterfaceOf(Type type)
    {
        if (_interfaces.TryGetValue(type, out var known))
            return known;

        if (!type.IsInterface || !typeof(IAddressable).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is not a grain interface.");

        return _interfaces.GetOrAdd(type, static (type, self) =>
            new GrainInterface(type, self, [.. self.Classes.Where(grainClass => type.IsAssignableFrom(grainClass.Type))]), this);
    }
}
