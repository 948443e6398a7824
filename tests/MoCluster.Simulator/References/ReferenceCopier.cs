using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Cloning;

namespace MoCluster.Simulator.References;

/// <summary>
/// Copies a grain argument: a reference is immutable and stays as it is, and a grain itself is replaced by a reference to it.
/// </summary>
internal sealed class ReferenceCopier<T> : IDeepCopier<T>
{
    /// <inheritdoc/>
    public T? DeepCopy(T? input, CopyContext context) => input is null or GrainReference ? input : ((IAddressable)input).AsReference<T>();
}
