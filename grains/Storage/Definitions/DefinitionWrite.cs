using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Storage.Definitions;

/// <summary>A definition declared, changed or deleted. The kinds are the nested records, and no others.</summary>
public abstract record DefinitionWrite
{
    private DefinitionWrite()
    {
    }

    /// <summary>Declares or changes a namespace.</summary>
    /// <param name="Namespace">It, with the version it gets: one above the current one, which is the precondition.</param>
    public sealed record PutNamespace(NamespaceDefinition Namespace) : DefinitionWrite;

    /// <summary>Deletes a namespace.</summary>
    /// <param name="Name">Its canonical name.</param>
    public sealed record DeleteNamespace(string Name) : DefinitionWrite;

    /// <summary>
    /// Declares or changes a listener. A new one begins after the last event of its stream at the commit: it receives what is
    /// committed later, and nothing earlier.
    /// </summary>
    /// <param name="Listener">It.</param>
    public sealed record PutListener(ListenerDefinition Listener) : DefinitionWrite;

    /// <summary>Deletes a listener and all its progress.</summary>
    /// <param name="Uuid">The listener.</param>
    public sealed record DeleteListener(Guid Uuid) : DefinitionWrite;
}
