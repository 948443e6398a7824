using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Namespaces;

/// <content>How a listener comes to hand nothing out, and goes on.</content>
public sealed partial class NamespaceGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<ListenerDefinition>> PauseListenerAsync(Actor actor, Guid listener, string? reason)
    {
        if (EntryRules.CheckReason(reason, "input.reason") is { } wrong)
            return wrong;
        return await RunAsync<ListenerDefinition>(async known =>
        {
            var found = await FindAsync(known, actor, listener);
            if (!found.Succeeded)
                return found;
            var paused = found.Value with { Pause = new ListenerPause(found.Value.Pause?.Since ?? store.Now, reason) };
            if (paused != found.Value && !await TryPutAsync(known!, Put(paused)))
                return null;

            // Also when nothing changed: whoever repeats this wants to be sure.
            await ApplyAsync(paused);
            return paused;
        });
    }

    /// <inheritdoc/>
    public Task<Outcome<ListenerResumption>> ResumeListenerAsync(Actor actor, Guid listener) => RunAsync<ListenerResumption>(async known =>
    {
        var found = await FindAsync(known, actor, listener);
        if (!found.Succeeded)
            return found.Refusal;
        if (found.Value.Suspension is { } suspension)
            return await EndSuspensionAsync(known!, found.Value, suspension);
        var resumed = found.Value with { Pause = null };
        if (resumed != found.Value && !await TryPutAsync(known!, Put(resumed)))
            return null;
        await ApplyAsync(resumed);
        return new ListenerResumption(resumed, null, 0);
    });

    /// <inheritdoc/>
    public Task<Outcome<bool>> SuspendListenerAsync(Guid listener, long from) => RunAsync<bool>(async known =>
    {
        var found = known is null
            ? []
            : await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Namespaces: [_name], Limit: 1), CancellationToken.None);
        var frontiers = await store.ReadFrontiersAsync([listener], CancellationToken.None);
        if (found.IsEmpty || found[0].Suspension is not null || frontiers.IsEmpty)
            return false;

        // One that went on after a suspension may stand before the first that is kept.
        var heads = await store.ReadHeadsAsync([found[0].Stream], CancellationToken.None);
        if (heads.IsEmpty || heads[0].Last < from || Math.Max(frontiers[0].Frontier + 1, heads[0].First) != from)
            return false;
        var suspended = found[0] with { Suspension = new ListenerSuspension(store.Now, from, heads[0].Last) };

        // With the epoch: its queue is built again when it goes on, on what is kept then.
        if (!await TryPutAsync(known!, TakeEpoch(suspended, Put(suspended))))
            return null;
        logger.ListenerSuspended(listener, suspended.Stream, from);
        await TellGroupAsync(suspended);
        return true;
    });

    /// <summary>Relies on what is kept: from the commit on the listener holds the log again, and no less is kept than is told.</summary>
    private async Task<Outcome<ListenerResumption>?> EndSuspensionAsync(
        NamespaceDefinition known, ListenerDefinition listener, ListenerSuspension suspension)
    {
        var heads = await store.ReadHeadsAsync([listener.Stream], CancellationToken.None);
        var first = heads.IsEmpty ? 1 : heads[0].First;
        var resumed = listener with { Pause = null, Suspension = null };
        var commit = TakeEpoch(resumed, Put(resumed)) with { Preconditions = [new Precondition.EventsKept(listener.Stream, first)] };
        if (!await TryPutAsync(known, commit))
            return null;
        await TellGroupAsync(resumed);
        return new ListenerResumption(resumed, first, Math.Max(0, first - suspension.From));
    }

    private async Task<Outcome<ListenerDefinition>> FindAsync(NamespaceDefinition? known, Actor actor, Guid listener)
    {
        var found = known is null
            ? []
            : await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Namespaces: [_name], Limit: 1), CancellationToken.None);
        if (found.IsEmpty)
            return new Refusal(RefusalCode.NotFound, $"There is no listener {listener:D}.", "input.uuid");
        return NamespaceRules.Administer(found[0], actor) is { } refusal ? refusal : found[0];
    }

    private Commit Put(ListenerDefinition listener) =>
        new() { Id = identifiers.Next(), Definitions = [new DefinitionWrite.PutListener(listener)] };

    /// <summary>
    /// Sees to it that the group goes by a definition. Where the activation that was asked does not serve the group, another may, cut off
    /// from here: its epoch is taken, so that it commits nothing more under the old one.
    /// </summary>
    private async Task ApplyAsync(ListenerDefinition listener)
    {
        try
        {
            if (await GrainFactory.GetListenerGroup(listener.Group).ApplyDefinitionAsync(listener.Uuid))
                return;
        }
        catch (Exception exception) when (exception is not CommitOutcomeUnknownException)
        {
            logger.GroupNotTold(exception, listener.Uuid);
        }

        await store.CommitAsync(TakeEpoch(listener, new Commit { Id = identifiers.Next() }));
    }

    private static Commit TakeEpoch(ListenerDefinition listener, Commit commit) =>
        commit with { Groups = [new GroupWrite { Group = listener.Group, TakeEpoch = true }] };
}
