using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Stores.Memory.State;

/// <summary>What no two listeners share.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Namespace">The namespace's canonical name.</param>
/// <param name="UserKey">The user key.</param>
internal readonly record struct ListenerKey(Guid Owner, string Namespace, string UserKey)
{
    /// <summary>The key of a listener.</summary>
    public static ListenerKey Of(ListenerDefinition listener) => new(listener.Owner, listener.Stream.Namespace, listener.UserKey);
}
