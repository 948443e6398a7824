using MoCluster.Grains.Storage;

namespace MoCluster.Tests;

/// <summary>A store over another one, for a test to override what it changes.</summary>
/// <param name="store">The other one.</param>
internal abstract class ForwardingStore(IStore store) : DelegatingStore
{
    public override IStore Inner => store;
}
