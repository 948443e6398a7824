using System.Collections.Concurrent;
using MoCluster.Simulator.Activations;
using Orleans.Runtime;

namespace MoCluster.Simulator.References;

/// <summary>A grain interface in one silo: the classes that implement it, and the references by it.</summary>
internal sealed class GrainInterface(Type type, GrainBindings bindings, IReadOnlyList<GrainClass> classes)
{
    private readonly ConcurrentDictionary<GrainType, GrainReferenceShared> _shared = new();
    private readonly Func<GrainReferenceShared, IdSpan, GrainReference> _create = GeneratedReferences.FactoryOf(type);

    /// <summary>A reference to a grain.</summary>
    public GrainReference ReferenceTo(GrainId grainId)
    {
        if (!_shared.TryGetValue(grainId.Type, out var shared))
            shared = _shared.GetOrAdd(grainId.Type, bindings.SharedOf(grainId.Type, type));

        return _create(shared, grainId.Key);
    }

    /// <summary>The only class that a call by this interface can reach.</summary>
    /// <param name="prefix">The beginning of the full name of the class; null for any.</param>
    /// <exception cref="ArgumentException">No class matches, or several do.</exception>
    public GrainClass TheClass(string? prefix)
    {
        GrainClass[] meant = string.IsNullOrWhiteSpace(prefix)
            ? [.. classes]
            : [.. classes.Where(c => c.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))];
        return meant.Length switch
        {
            1 => meant[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {type}."),
            _ => throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {type}. Candidates: "
                + string.Join(", ", meant.Select(c => c.Type.FullName))),
        };
    }
}
