using System.Collections.Concurrent;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Caches the names that Orleans gives to grain interfaces. Orleans looks for an attribute and composes the name each time a grain is
/// addressed; one change addresses several grains, and a waiting listener one a second.
/// </summary>
/// <param name="services">Holds the other providers, which are asked the first time.</param>
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

    /// <summary>Puts the cache before all other providers.</summary>
    /// <param name="services">The services of the host, with Orleans' own already added.</param>
    public static void AddTo(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, RememberedInterfaceTypes>());

    private GrainInterfaceType Find(Type type)
    {
        var others = services.GetServices<IGrainInterfaceTypeProvider>().Where(provider => provider != this);
        return new GrainInterfaceTypeResolver(others, services.GetRequiredService<TypeConverter>()).GetGrainInterfaceType(type);
    }
}
