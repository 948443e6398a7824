using Orleans.Runtime;
using Orleans.Serialization.Cloning;

namespace MoCluster.Simulator.References;

/// <summary>Finds the copiers of references to grains among the arguments of calls.</summary>
internal sealed class ReferenceCopiers : ISpecializableCopier
{
    /// <inheritdoc/>
    public bool IsSupportedType(Type type) => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type);

    /// <inheritdoc/>
    public IDeepCopier GetSpecializedCopier(Type type) =>
        (IDeepCopier)Activator.CreateInstance(typeof(ReferenceCopier<>).MakeGenericType(type))!;
}
