using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Grains.Namespaces;

/// <summary>Pauses, suspends and resumes the listeners of a namespace.</summary>
/// <param name="name">The namespace's canonical name.</param>
/// <param name="store">The store.</param>
/// <param name="identifiers">Gives commits their ids.</param>
/// <param name="decisions">Decides on the namespace's definition.</param>
/// <param name="groups">Tells the listeners' groups.</param>
/// <param name="logger">Logs suspensions.</param>
internal sealed class ListenerHalts(
    string name, IStore store, IIdentifierSource identifiers, NamespaceDecisions decisions, GroupNotices groups, ILogger logger)
{
    /// <summary>Pauses a listener. A listener that is paused already keeps the time of its pause and gets the new reason.</summary>
    /// <param name="actor">The caller.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="reason">The reason; null for none.</param>
    public async Task<Outcome<ListenerDefinition>> PauseAsync(Actor actor, Guid listener, string? reason)
    {
        if (EntryRules.CheckReason(reason, "input.reason") is { } wrong)
            return wrong;
        return await decisions.DecideAsync<ListenerDefinition>(async known =>
        {
            var found = await FindAsync(known, actor, listener);
            if (!found.Succeeded)
                return found;
            var paused = found.Value with { Pause = new ListenerPause(found.Value.Pause?.Since ?? store.Now, reason) };
            if (paused != found.Value && !await decisions.TryCommitAsync(known!, Put(paused)))
                return null;

            // Also when nothing changed: a caller may repeat the call to make sure.
            await groups.ApplyAsync(paused);
            return paused;
        });
    }

    /// <summary>Resumes a listener that is paused or suspended. It succeeds when the listener is neither.</summary>
    /// <param name="actor">The caller.</param>
    /// <param name="listener">The listener.</param>
    public Task<Outcome<ListenerResumption>> ResumeAsync(Actor actor, Guid listener) => decisions.DecideAsync<ListenerResumption>(async known =>
    {
        var found = await FindAsync(known, actor, listener);
        if (!found.Succeeded)
            return found.Refusal;
        if (found.Value.Suspension is { } suspension)
            return await EndSuspensionAsync(known!, found.Value, suspension);
        var resumed = found.Value with { Pause = null };
        if (resumed != found.Value && !await decisions.TryCommitAsync(known!, Put(resumed)))
            return null;
        await groups.ApplyAsync(resumed);
        return new ListenerResumption(resumed, null, 0);
    });

    /// <summary>Suspends a listener that holds the log.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="from">The first number that the listener had not settled when it was found. Nothing is done if it has settled more since.</param>
    /// <returns>Whether this call suspended the listener.</returns>
    public Task<Outcome<bool>> SuspendAsync(Guid listener, long from) => decisions.DecideAsync<bool>(async known =>
    {
        var found = known is null
            ? []
            : await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Namespaces: [name], Limit: 1), CancellationToken.None);
        var frontiers = await store.ReadFrontiersAsync([listener], CancellationToken.None);
        if (found.IsEmpty || found[0].Suspension is not null || frontiers.IsEmpty)
            return false;

        // The frontier of a listener that was resumed after a suspension may be before the first number that is kept.
        var heads = await store.ReadHeadsAsync([found[0].Stream], CancellationToken.None);
        if (heads.IsEmpty || heads[0].Last < from || Math.Max(frontiers[0].Frontier + 1, heads[0].First) != from)
            return false;
        var suspended = found[0] with { Suspension = new ListenerSuspension(store.Now, from, heads[0].Last) };

        // The epoch is taken too: when the listener is resumed, its queue is built again from what is kept then.
        if (!await decisions.TryCommitAsync(known!, GroupNotices.TakeEpoch(suspended, Put(suspended))))
            return null;
        logger.ListenerSuspended(listener, suspended.Stream, from);
        await groups.TellAsync(suspended);
        return true;
    });

    /// <summary>
    /// Ends a suspension. The commit holds only while the log keeps the first number of the answer: from then on the listener holds the
    /// log again.
    /// </summary>
    private async Task<Outcome<ListenerResumption>?> EndSuspensionAsync(
        NamespaceDefinition known, ListenerDefinition listener, ListenerSuspension suspension)
    {
        var heads = await store.ReadHeadsAsync([listener.Stream], CancellationToken.None);
        var first = heads.IsEmpty ? 1 : heads[0].First;
        var resumed = listener with { Pause = null, Suspension = null };
        var commit = GroupNotices.TakeEpoch(resumed, Put(resumed)) with { Preconditions = [new Precondition.EventsKept(listener.Stream, first)] };
        if (!await decisions.TryCommitAsync(known, commit))
            return null;
        await groups.TellAsync(resumed);
        return new ListenerResumption(resumed, first, Math.Max(0, first - suspension.From));
    }

    private async Task<Outcome<ListenerDefinition>> FindAsync(NamespaceDefinition? known, Actor actor, Guid listener)
    {
        var found = known is null
            ? []
            : await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Namespaces: [name], Limit: 1), CancellationToken.None);
        if (found.IsEmpty)
            return new Refusal(RefusalCode.NotFound, $"There is no listener {listener:D}.", "input.uuid");
        return NamespaceRules.Administer(found[0], actor) is { } refusal ? refusal : found[0];
    }

    private Commit Put(ListenerDefinition listener) =>
        new() { Id = identifiers.Next(), Definitions = [new DefinitionWrite.PutListener(listener)] };
}
