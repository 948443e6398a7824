using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Grains.Namespaces;

/// <summary>
/// The namespace of events about MO's own objects. It exists from the start, is public, and has no real owner, so that no caller can send to it
/// (docs/os2mo.md §4.1).
/// </summary>
public static class NativeNamespace
{
    /// <summary>The recorded owner, which is no caller's identity.</summary>
    public static Guid Owner { get; } = new("6d6f0000-baad-1110-006e-616d65737061");

    /// <summary>Creates the namespace unless it exists. Several silos may do this at once.</summary>
    /// <param name="store">The store.</param>
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
