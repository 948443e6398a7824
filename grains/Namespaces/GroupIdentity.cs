using MoCluster.Grains.Texts;

namespace MoCluster.Grains.Namespaces;

/// <summary>Which group a listener belongs to.</summary>
public static class GroupIdentity
{
    /// <summary>The uuid of a named group: the same for the same owner, namespace and name, wherever it is asked.</summary>
    /// <param name="owner">The owner of its listeners.</param>
    /// <param name="namespace">The namespace's canonical name.</param>
    /// <param name="name">The owner's name for it.</param>
    public static Guid Of(Guid owner, string @namespace, string name) =>
        NamedUuid.Of($"listener-group/{owner:D}/{Uri.EscapeDataString(@namespace)}/{Uri.EscapeDataString(name)}");
}
