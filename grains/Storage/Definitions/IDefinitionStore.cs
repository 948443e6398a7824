using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Storage.Definitions;

/// <summary>The namespaces and listeners that were declared.</summary>
public interface IDefinitionStore
{
    /// <summary>Namespaces by name; default for all.</summary>
    /// <param name="names">Which.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation);

    /// <summary>Listeners, ascending by uuid.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation);
}
