using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Grains.Namespaces;

/// <summary>
/// The namespace of events about MO's own objects: there from the start, public, and nobody's, so that nobody sends into it (os2mo.md §1.4).
/// </summary>
public static class NativeNamespace
{
    /// <summary>The owner on record: nobody's identity.</summary>
    public static Guid Owner { get; } = new("6d6f0000-baad-1110-006e-616d65737061");

    /// <summary>Sees to it that it exists. Several silos may do so at once.</summary>
    /// <param name="store">Where it stands.</param>
    /// <param name="identifiers">Gives the commit its id.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The namespace.</returns>
    public static async Task<NamespaceDefinition> EnsureAsync(IStore store, IIdentifierSource identifiers, CancellationToken cancellation)
    {
        var found = await store.ReadNamespacesAsync([StreamKey.NativeNamespace], cancellation);
        if (!found.IsEmpty)
            return found[0];
        var native = new NamespaceDefinition(StreamKey.NativeNamespace, Owner, IsPublic: true, Version: 1);
        var result = await store.CommitAsync(new Commit
        {
            Id = identifiers.Next(),
            Definitions = [new DefinitionWrite.PutNamespace(native)],
        });
        // A refusal means that another silo was faster.
        return result.Committed ? native : (await store.ReadNamespacesAsync([StreamKey.NativeNamespace], cancellation))[0];
    }
}
