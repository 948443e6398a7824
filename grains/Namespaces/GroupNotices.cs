using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Namespaces;

/// <summary>Tells listener groups that one of their definitions has changed.</summary>
/// <param name="grains">Reaches the groups.</param>
/// <param name="store">The store.</param>
/// <param name="identifiers">Gives commits their ids.</param>
/// <param name="logger">Logs groups that could not be told.</param>
internal sealed class GroupNotices(IGrainFactory grains, IStore store, IIdentifierSource identifiers, ILogger logger)
{
    /// <summary>Adds to a commit that it takes the epoch of a listener's group, so that the group commits nothing more under the old one.</summary>
    /// <param name="listener">A listener of the group.</param>
    /// <param name="commit">The commit.</param>
    public static Commit TakeEpoch(ListenerDefinition listener, Commit commit) =>
        commit with { Groups = [new GroupWrite { Group = listener.Group, TakeEpoch = true }] };

    /// <summary>Tells the group of a listener that the definition has changed. A group that cannot be reached learns it later.</summary>
    /// <param name="listener">The committed definition.</param>
    public async Task TellAsync(ListenerDefinition listener)
    {
        try
        {
            await grains.GetListenerGroup(listener.Group).DefinitionChangedAsync(listener.Uuid);
        }
        catch (Exception exception)
        {
            // The definition is committed. A group that missed this notices at its next refused commit or its next start.
            logger.GroupNotTold(exception, listener.Uuid);
        }
    }

    /// <summary>
    /// Makes sure that the group of a listener follows its definition. When the activation that was asked does not serve the group, another one
    /// may, which cannot be reached from here. Then the group's epoch is taken, so that no activation commits anything under the old definition.
    /// </summary>
    /// <param name="listener">The committed definition.</param>
    public async Task ApplyAsync(ListenerDefinition listener)
    {
        try
        {
            if (await grains.GetListenerGroup(listener.Group).ApplyDefinitionAsync(listener.Uuid))
                return;
        }
        catch (Exception exception) when (exception is not CommitOutcomeUnknownException)
        {
            logger.GroupNotTold(exception, listener.Uuid);
        }

        await store.CommitAsync(TakeEpoch(listener, new Commit { Id = identifiers.Next() }));
    }
}
