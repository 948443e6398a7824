using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Storage.Definitions;

/// <summary>Declares, changes or deletes a definition. The nested records are all kinds there are.</summary>
public abstract record DefinitionWrite
{
    private DefinitionWrite()
    {
    }

    /// <summary>Declares or changes a namespace.</summary>
    /// <param name="Namespace">The namespace with its new version. The current version must be one below, or the namespace must not exist if it is 1.</param>
    public sealed record PutNamespace(NamespaceDefinition Namespace) : DefinitionWrite;

    /// <summary>Deletes a namespace.</summary>
    /// <param name="Name">The namespace's canonical name.</param>
    public sealed record DeleteNamespace(string Name) : DefinitionWrite;

    /// <summary>
    /// Declares or changes a listener. A new listener begins after the last event that its stream has at the commit, so it receives later events only.
    /// </summary>
    /// <param name="Listener">The listener.</param>
    public sealed record PutListener(ListenerDefinition Listener) : DefinitionWrite;

    /// <summary>Deletes a listener and all its progress.</summary>
    /// <param name="Uuid">The listener.</param>
    public sealed record DeleteListener(Guid Uuid) : DefinitionWrite;
}
