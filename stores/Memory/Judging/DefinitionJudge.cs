using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Judging;

/// <summary>Judges definitions, each on what those before it in the commit left.</summary>
internal static class DefinitionJudge
{
    /// <summary>Judges one definition.</summary>
    /// <returns>The implied precondition that does not hold; null when it does.</returns>
    /// <exception cref="ArgumentException">It changes what is fixed at a listener's declaration.</exception>
    public static CommitRefusal? Refuse(StoreState state, DefinitionWrite write) => write switch
    {
        DefinitionWrite.PutNamespace { Namespace: var put } => At(state, new Precondition.NamespaceAt(put.Name, put.Version - 1)),
        DefinitionWrite.PutListener { Listener: var put } => RefuseListener(state, put),
        _ => null,
    };

    /// <summary>Whether a namespace is at a version.</summary>
    public static CommitRefusal? At(StoreState state, Precondition.NamespaceAt wanted)
    {
        var version = state.Namespaces.TryGetValue(wanted.Name, out var stored) ? stored.Version : 0;
        if (version == wanted.Version)
            return null;
        return new CommitRefusal(wanted, version == 0 ? "it does not exist" : $"its version is {version}", stored?.Owner.ToString("D"));
    }

    /// <summary>Whether a listener exists.</summary>
    public static CommitRefusal? Exists(StoreState state, Precondition.ListenerExists wanted) =>
        state.Listeners.ContainsKey(wanted.Listener) ? null : new CommitRefusal(wanted, "there is no such listener");

    /// <summary>Whether no listener, other than the one that takes it, has a key.</summary>
    public static CommitRefusal? KeyFree(StoreState state, Precondition.ListenerKeyFree wanted, Guid? taker)
    {
        var key = new ListenerKey(wanted.Owner, wanted.Namespace, wanted.UserKey);
        if (!state.ListenerKeys.TryGetValue(key, out var holder) || holder == taker)
            return null;
        return new CommitRefusal(wanted, $"the listener {holder:D} has them", holder.ToString("D"));
    }

    private static CommitRefusal? RefuseListener(StoreState state, GrainInterfaces.Listeners.ListenerDefinition put)
    {
        if (state.Listeners.TryGetValue(put.Uuid, out var stored))
        {
            CommitRules.Require(
                stored.Definition.Stream == put.Stream && stored.Definition.Group == put.Group,
                $"The stream and the group of listener {put.Uuid:D} are fixed at its declaration"
                + $" ({stored.Definition.Stream}, {stored.Definition.Group:D}); delete it and declare another one.");
        }

        return KeyFree(state, new Precondition.ListenerKeyFree(put.Owner, put.Stream.Namespace, put.UserKey), put.Uuid);
    }
}
