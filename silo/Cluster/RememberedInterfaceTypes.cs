using System.Collections.Concurrent;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Remembers how Orleans calls the grain interfaces. It looks for an attribute, and puts the name together from the type's, each time that a
/// grain is named; a change names some, a listener that waits one a second.
/// </summary>
/// <param name="services">Where the other providers are, which are asked the first time.</param>
internal sealed class RememberedInterfaceTypes(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _types = [];

    /// <inheritdoc />
    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        grainInterfaceType = default;
        if (type.IsGenericType)
            return false;
        if (!_types.TryGetValue(type, out grainInterfaceType))
            _types[type] = grainInterfaceType = Find(type);
        return true;
    }

    /// <summary>Makes Orleans ask it before all others.</summary>
    /// <param name="services">The host's services, with Orleans' own in them.</param>
    public static void AddTo(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, RememberedInterfaceTypes>());

    private GrainInterfaceType Find(Type type)
    {
        var others = services.GetServices<IGrainInterfaceTypeProvider>().Where(provider => provider != this);
        return new GrainInterfaceTypeResolver(others, services.GetRequiredService<TypeConverter>()).GetGrainInterfaceType(type);
    }
}
