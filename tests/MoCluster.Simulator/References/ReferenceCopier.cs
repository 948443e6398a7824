using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Cloning;

namespace MoCluster.Simulator.References;

/// <summary>Hands on a reference to a grain, which never changes; in place of a grain itself, a reference to it.</summary>
internal sealed class ReferenceCopier<T> : IDeepCopier<T>
{
    /// <inheritdoc/>
    public T? DeepCopy(T? input, CopyContext context) => input is null or GrainReference ? input : ((IAddressable)input).AsReference<T>();
}
