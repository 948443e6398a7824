using MoCluster.Grains.Storage;

namespace MoCluster.Tests;

/// <summary>A store that forwards every call to another one; a test overrides the calls that it changes.</summary>
/// <param name="store">The store that gets the calls.</param>
internal abstract class ForwardingStore(IStore store) : DelegatingStore
{
    public override IStore Inner => store;
}
