using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Storage.Definitions;

/// <summary>Reads the definitions of namespaces and listeners.</summary>
public interface IDefinitionStore
{
    /// <summary>Reads namespaces, ascending by name.</summary>
    /// <param name="names">Their canonical names; default for all.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation);

    /// <summary>Reads listeners, ascending by uuid.</summary>
    /// <param name="query">Selects the listeners.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation);
}
