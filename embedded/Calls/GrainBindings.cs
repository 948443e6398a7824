using System.Collections.Concurrent;
using MoCluster.Embedded.Activations;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Embedded.Calls;

/// <summary>Which class implements which interface; gives references.</summary>
internal sealed class GrainBindings : IGrainFactory
{
    private readonly ConcurrentDictionary<Type, GrainInterface> _interfaces = new();
    private readonly Dictionary<GrainType, GrainClass> _byType = [];

    public GrainBindings(EmbeddedSilo silo, IEnumerable<Type> classes)
    {
        Silo = silo;
        foreach (var type in classes)
        {
            var grainClass = new GrainClass(type, silo.Options.MaxLocalWorkers);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new ArgumentException(
                    $"{type} and {_byType[grainClass.GrainType].Type} have the same grain type \"{grainClass.GrainType}\"; "
                    + "give one of them a [GrainType].");
            }
        }
    }

    /// <summary>Where the grains live.</summary>
    public EmbeddedSilo Silo { get; }

    /// <summary>All classes, in the order of their names.</summary>
    public IEnumerable<GrainClass> Classes => _byType.Values.OrderBy(grainClass => grainClass.GrainType);

    /// <summary>The class of a grain.</summary>
    public GrainClass ClassOf(GrainId grainId) =>
        _byType.GetValueOrDefault(grainId.Type) ?? throw new ArgumentException($"No grain class here has the type of {grainId}.");

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Get<TGrainInterface>(primaryKey.ToString("N"), grainClassNamePrefix);

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Get<TGrainInterface>(primaryKey, grainClassNamePrefix);
    }

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)GetReference(typeof(TGrainInterface), grainId);

    /// <summary>A reference by an interface that is known at run time only.</summary>
    public object GetReference(Type interfaceType, GrainId grainId) => InterfaceOf(interfaceType).ReferenceTo(grainId);

    private TGrainInterface Get<TGrainInterface>(string key, string? prefix)
    {
        var grainInterface = InterfaceOf(typeof(TGrainInterface));
        var grainClass = TheOne(grainInterface, prefix);
        return (TGrainInterface)grainInterface.ReferenceTo(new GrainId(grainClass.GrainType, IdSpan.Create(key)));
    }

    private GrainInterface InterfaceOf(Type type)
    {
        if (_interfaces.TryGetValue(type, out var known))
            return known;

        if (!type.IsInterface || !typeof(IAddressable).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is no grain interface.");

        return _interfaces.GetOrAdd(type, static (type, self) =>
            new GrainInterface(type, self, [.. self.Classes.Where(grainClass => type.IsAssignableFrom(grainClass.Type))]), this);
    }

    private static GrainClass TheOne(GrainInterface grainInterface, string? prefix)
    {
        var classes = grainInterface.Classes;
        if (prefix is not null)
            classes = [.. classes.Where(c => c.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))];

        return classes.Count switch
        {
            1 => classes[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {grainInterface.Type}."),
            _ => throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {grainInterface.Type}. Candidates: "
                + string.Join(", ", classes.Select(c => c.Type.FullName))),
        };
    }
}
