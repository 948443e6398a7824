using System.Collections.Frozen;
using System.Reflection;
using MoCluster.Embedded.Activations;

namespace MoCluster.Embedded.Calls;

/// <summary>A grain interface: its methods, and the class that implements it.</summary>
internal sealed class GrainInterface
{
    private readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;
    private readonly GrainProxy _prototype;

    public GrainInterface(Type type, GrainBindings bindings, IReadOnlyList<GrainClass> classes)
    {
        Type = type;
        Bindings = bindings;
        Classes = classes;
        _methods = type.GetInterfaces().Prepend(type)
            .SelectMany(declaring => declaring.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            .Where(method => method is { IsVirtual: true, IsStatic: false })
            .ToFrozenDictionary(method => method, GrainMethod.Of);
        _prototype = GrainProxy.Prototype(this);
    }

    /// <summary>The interface.</summary>
    public Type Type { get; }

    /// <summary>Where it was looked up.</summary>
    public GrainBindings Bindings { get; }

    /// <summary>The classes that implement it.</summary>
    public IReadOnlyList<GrainClass> Classes { get; }

    /// <summary>What is known of a method.</summary>
    public GrainMethod MethodOf(MethodInfo method) => _methods[method];

    /// <summary>A reference to a grain.</summary>
    public object ReferenceTo(Orleans.Runtime.GrainId grainId) => _prototype.To(grainId);
}
