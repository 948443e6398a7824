using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Events;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Namespaces;

/// <summary>
/// One namespace: declares it and its listeners, and publishes its events. <see cref="NamespaceRules"/> decides who may do what;
/// <see cref="NamespaceDecisions"/> keeps the definition and reruns a call when another change came between.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="doorbell">Tells the routers.</param>
/// <param name="identifiers">Gives commits, listeners and events their uuids.</param>
/// <param name="options">The limits of a publication.</param>
/// <param name="logger">Logs failures.</param>
[Reentrant, GrainType("mo.namespace")]
public sealed class NamespaceGrain(
    IStore store, Doorbell doorbell, IIdentifierSource identifiers, PublicationOptions options, ILogger<NamespaceGrain> logger)
    : Grain, INamespaceGrain
{
    private string _name = "";
    private NamespaceDecisions _decisions = null!;
    private GroupNotices _groups = null!;
    private ListenerHalts _halts = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _name = this.GetPrimaryKeyString();
        _decisions = new NamespaceDecisions(_name, store, DeactivateOnIdle);
        _groups = new GroupNotices(GrainFactory, store, identifiers, logger);
        _halts = new ListenerHalts(_name, store, identifiers, _decisions, _groups, logger);
        if (_name == StreamKey.NativeNamespace)
            _decisions.Know(await NativeNamespace.EnsureAsync(store, identifiers, cancellationToken));
        else
            await _decisions.ReadAsync();
    }

    /// <inheritdoc/>
    public async Task<Outcome<NamespaceDefinition>> DeclareAsync(Actor actor, bool isPublic)
    {
        if (NameRules.CheckNamespace(_name, "input.name") is { } wrong)
            return wrong;
        return await _decisions.DecideAsync<NamespaceDefinition>(async known =>
        {
            if (known is not null && NamespaceRules.Redeclare(known, actor, isPublic) is { } refusal)
                return refusal;
            if (known is not null)
                return known;
            var declared = new NamespaceDefinition(_name, actor.Uuid, isPublic, Version: 1);
            var result = await store.CommitAsync(new Commit { Id = identifiers.Next(), Definitions = [new DefinitionWrite.PutNamespace(declared)] });
            if (!result.Committed)
                return null;
            _decisions.Know(declared);
            return declared;
        });
    }

    /// <inheritdoc/>
    public Task<Outcome<bool>> DeleteAsync(Actor actor) => _decisions.DecideAsync<bool>(async known =>
    {
        if (known is null)
            return true;
        var listeners = await store.ReadListenersAsync(new ListenerQuery(Namespaces: [_name], Limit: 1), CancellationToken.None);
        if (NamespaceRules.Delete(known, actor, !listeners.IsEmpty) is { } refusal)
            return refusal;
        var result = await store.CommitAsync(new Commit
        {
            Id = identifiers.Next(),
            Preconditions = [new Precondition.NamespaceAt(_name, known.Version)],
            Definitions = [new DefinitionWrite.DeleteNamespace(_name)],
        });
        if (!result.Committed)
            return null;
        _decisions.Know(null);
        return true;
    });

    /// <inheritdoc/>
    public async Task<Outcome<ListenerDefinition>> DeclareListenerAsync(Actor actor, ListenerDeclaration declaration)
    {
        if (Check(declaration) is { } wrong)
            return wrong;
        return await _decisions.DecideAsync<ListenerDefinition>(async known =>
        {
            if (NamespaceRules.Listen(known, actor) is { } refused)
                return refused;
            var group = declaration.Group is { } name ? GroupIdentity.Of(actor.Uuid, _name, name) : (Guid?)null;
            var found = await store.ReadListenersAsync(
                new ListenerQuery(Owners: [actor.Uuid], Namespaces: [_name], UserKeys: [declaration.UserKey], Limit: 1), CancellationToken.None);
            if (found.IsEmpty)
                return await PutAsync(known!, New(actor, declaration, group));
            if (NamespaceRules.Redeclare(found[0], declaration, group) is { } conflict)
                return conflict;
            return declaration.Policy is { } policy && policy != found[0].Policy
                ? await PutAsync(known!, found[0] with { Policy = policy })
                : found[0];
        });
    }

    /// <inheritdoc/>
    public Task<Outcome<bool>> DeleteListenerAsync(Actor actor, Guid listener, bool deletePendingEvents) => _decisions.DecideAsync<bool>(async known =>
    {
        var found = await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Namespaces: [_name], Limit: 1), CancellationToken.None);
        if (found.IsEmpty || known is null)
            return true;
        if (NamespaceRules.Administer(found[0], actor) is { } refusal)
            return refusal;
        if (!deletePendingEvents && await CheckNoEventsAsync(actor, found[0]) is { } pending)
            return pending;
        if (!await _decisions.TryCommitAsync(known, new Commit { Id = identifiers.Next(), Definitions = [new DefinitionWrite.DeleteListener(listener)] }))
            return null;
        await _groups.TellAsync(found[0]);
        return true;
    });

    /// <inheritdoc/>
    public Task<Outcome<ListenerDefinition>> PauseListenerAsync(Actor actor, Guid listener, string? reason) =>
        _halts.PauseAsync(actor, listener, reason);

    /// <inheritdoc/>
    public Task<Outcome<ListenerResumption>> ResumeListenerAsync(Actor actor, Guid listener) => _halts.ResumeAsync(actor, listener);

    /// <inheritdoc/>
    public Task<Outcome<bool>> SuspendListenerAsync(Guid listener, long from) => _halts.SuspendAsync(listener, from);

    /// <inheritdoc/>
    public async Task<Outcome<PublicationResult>> PublishAsync(Actor actor, Publication publication)
    {
        if (PublicationRules.Check(publication, options) is { } wrong)
            return wrong;
        using var activity = GrainActivities.Start("publish", ActivityKind.Producer)
            ?.SetTag("mocluster.namespace", _name).SetTag("messaging.batch.message_count", publication.Events.Length);
        var outcome = await _decisions.DecideAsync<PublicationResult>(known => TryPublishAsync(known, actor, publication));
        GrainActivities.Ended(activity, outcome.Refusal);
        return outcome;
    }

    private async Task<Outcome<PublicationResult>?> TryPublishAsync(NamespaceDefinition? known, Actor actor, Publication publication)
    {
        if (NamespaceRules.Send(known, actor) is { } refused)
            return refused;
        var hash = ImmutableArray<byte>.Empty;
        if (publication.Idempotency is { } key)
        {
            hash = PublicationRules.Hash(_name, publication);
            if (await store.ReadResultAsync(key, CancellationToken.None) is { } kept)
                return Kept(kept, hash);
        }

        var result = await store.CommitAsync(new Commit
        {
            Id = identifiers.Next(),
            Preconditions = [new Precondition.NamespaceAt(_name, known!.Version)],
            Events = PublicationRules.Drafts(_name, publication, GrainActivities.CauseOf(actor), identifiers),
            Results = publication.Idempotency is { } free ? [new ResultWrite(free, hash, [])] : [],
        });
        if (!result.Committed)
            return null;
        doorbell.Ring(result.Events);
        return new PublicationResult(ImmutableArray.CreateRange(result.Events, appended => appended.Event.Number));
    }

    private static Outcome<PublicationResult> Kept(KeptResult kept, ImmutableArray<byte> hash) =>
        kept.RequestHash.AsSpan().SequenceEqual(hash.AsSpan())
            ? new PublicationResult(kept.EventNumbers)
            : new Refusal(
                RefusalCode.IdempotencyConflict,
                "This idempotency key was used before, with another publication. Use a new key for a new publication.",
                "idempotency_key");

    private static Refusal? Check(ListenerDeclaration declaration) =>
        NameRules.Check(declaration.UserKey, "user key", "input.user_key")
        ?? NameRules.Check(declaration.RoutingKey, "routing key", "input.routing_key")
        ?? (declaration.Group is { } group ? NameRules.Check(group, "group's name", "input.group") : null)
        ?? PolicyRules.Check(declaration.Policy);

    private ListenerDefinition New(Actor actor, ListenerDeclaration declaration, Guid? group)
    {
        var uuid = identifiers.Next();
        return new ListenerDefinition(
            uuid,
            actor.Uuid,
            new StreamKey(_name, declaration.RoutingKey),
            declaration.UserKey,
            group ?? uuid,
            declaration.Policy ?? ListenerPolicy.Default,
            store.Now);
    }

    private async Task<Outcome<ListenerDefinition>?> PutAsync(NamespaceDefinition known, ListenerDefinition listener)
    {
        if (!await _decisions.TryCommitAsync(known, new Commit { Id = identifiers.Next(), Definitions = [new DefinitionWrite.PutListener(listener)] }))
            return null;
        await _groups.TellAsync(listener);
        return listener;
    }

    /// <summary>Checks that a listener has no events. When its group does not answer with a status, the group's refusal is returned.</summary>
    private async Task<Refusal?> CheckNoEventsAsync(Actor actor, ListenerDefinition listener)
    {
        var status = await GrainFactory.GetListenerGroup(listener.Group).StatusAsync(actor, listener.Uuid);
        if (!status.Succeeded)
            return status.Refusal.Code == RefusalCode.NotFound ? null : status.Refusal;
        return status.Value.Pending + status.Value.Leased + status.Value.Parked > 0 ? NamespaceRules.PendingEvents : null;
    }
}
