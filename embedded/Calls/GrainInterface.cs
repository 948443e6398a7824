using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using MoCluster.Embedded.Activations;

namespace MoCluster.Embedded.Calls;

/// <summary>A grain interface: its methods, and the class that implements it.</summary>
internal sealed class GrainInterface
{
    // What a method is says nothing of a silo; reading and compiling it is dear where silos come and go by the thousand.
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<MethodInfo, GrainMethod>> s_methods = new();

    private readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;
    private readonly GrainProxy _prototype;

    public GrainInterface(Type type, GrainBindings bindings, IReadOnlyList<GrainClass> classes)
    {
        Type = type;
        Bindings = bindings;
        Classes = classes;
        _methods = s_methods.GetOrAdd(type, static type => MethodsOf(type));
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

    private static FrozenDictionary<MethodInfo, GrainMethod> MethodsOf(Type type) => type.GetInterfaces().Prepend(type)
        .SelectMany(declaring => declaring.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        .Where(method => method is { IsVirtual: true, IsStatic: false })
        .ToFrozenDictionary(method => method, GrainMethod.Of);
}
