using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Namespaces;

/// <summary>Computes the uuid of a named listener group.</summary>
public static class GroupIdentity
{
    /// <summary>The uuid of a named group. The same owner, namespace and name give the same uuid on every machine.</summary>
    /// <param name="owner">The owner of the group's listeners.</param>
    /// <param name="namespace">The namespace's canonical name.</param>
    /// <param name="name">The owner's name for the group.</param>
    public static Guid Of(Guid owner, string @namespace, string name) =>
        NamedUuid.Of($"listener-group/{owner:D}/{Uri.EscapeDataString(@namespace)}/{Uri.EscapeDataString(name)}");
}
