using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Serializers;

namespace MoCluster.Simulator.References;

/// <summary>
/// The reference classes that Orleans' generator wrote for each grain interface, and the copiers with which they copy arguments. They are
/// independent of silos, so they are found and compiled once in a process.
/// </summary>
internal static class GeneratedReferences
{
    private static readonly ServiceProvider s_serializer = new ServiceCollection()
        .AddSerializer()
        .AddSingleton<ISpecializableCopier, ReferenceCopiers>()
        .BuildServiceProvider();

    private static readonly ConcurrentDictionary<Type, Func<GrainReferenceShared, IdSpan, GrainReference>> s_factories = new();

    /// <summary>Makes references by an interface.</summary>
    /// <exception cref="ArgumentException">No reference was generated for the interface.</exception>
    public static Func<GrainReferenceShared, IdSpan, GrainReference> FactoryOf(Type grainInterface) =>
        s_factories.GetOrAdd(grainInterface, Compile);

    /// <summary>The shared part of references to grains of one class by one interface.</summary>
    public static GrainReferenceShared Shared(
        GrainType grainType, Type grainInterface, IGrainReferenceRuntime runtime, IServiceProvider services) => new(
            grainType,
            GrainInterfaceType.Create(grainInterface.FullName!),
            interfaceVersion: 0,
            runtime,
            default,
            s_serializer.GetRequiredService<CodecProvider>(),
            s_serializer.GetRequiredService<CopyContextPool>(),
            services);

    private static Func<GrainReferenceShared, IdSpan, GrainReference> Compile(Type grainInterface)
    {
        var generated = s_serializer.GetRequiredService<IOptions<TypeManifestOptions>>().Value.InterfaceProxies
            .FirstOrDefault(candidate => IsOf(candidate, grainInterface))
            ?? throw new ArgumentException(
                $"{grainInterface} has no generated reference: its project must reference Microsoft.Orleans.Sdk.");
        var constructor = generated.GetConstructor(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(GrainReferenceShared), typeof(IdSpan)])
            ?? throw new ArgumentException($"{generated} has no constructor of {nameof(GrainReferenceShared)} and {nameof(IdSpan)}.");
        var shared = Expression.Parameter(typeof(GrainReferenceShared));
        var key = Expression.Parameter(typeof(IdSpan));
        return Expression.Lambda<Func<GrainReferenceShared, IdSpan, GrainReference>>(Expression.New(constructor, shared, key), shared, key)
            .Compile();
    }

    // A reference by a derived interface implements the base interfaces too; the wanted one implements no other interface.
    private static bool IsOf(Type reference, Type grainInterface) =>
        !reference.IsGenericTypeDefinition && grainInterface.IsAssignableFrom(reference)
        && reference.GetInterfaces().All(implemented => implemented.IsAssignableFrom(grainInterface)
            || implemented.IsAssignableFrom(typeof(GrainReference)));
}
