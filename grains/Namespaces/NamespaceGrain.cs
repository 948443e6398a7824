using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Events;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Namespaces;

/// <summary>
/// One namespace: carries what the rules decide to the store. It keeps the definition at hand, and every commit names the version it
/// was decided on, so that a second activation does no harm.
/// </summary>
/// <param name="store">Where definitions and events stand.</param>
/// <param name="doorbell">Tells the routers.</param>
/// <param name="identifiers">Gives listeners and events their uuids.</param>
/// <param name="options">What one publication may hold.</param>
/// <param name="logger">Where failures are told.</param>
[Reentrant, GrainType("mo.namespace")]
public sealed partial class NamespaceGrain(
    IStore store, Doorbell doorbell, IIdentifierSource identifiers, PublicationOptions options, ILogger<NamespaceGrain> logger)
    : Grain, INamespaceGrain
{
    /// <summary>How often a call is decided anew when another change came between (DESIGN.md §6).</summary>
    private const int Runs = 3;

    private string _name = "";
    private NamespaceDefinition? _known;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _name = this.GetPrimaryKeyString();
        _known = _name == StreamKey.NativeNamespace
            ? await NativeNamespace.EnsureAsync(store, identifiers, cancellationToken)
            : await ReadAsync();
    }

    /// <inheritdoc/>
    public async Task<Outcome<NamespaceDefinition>> DeclareAsync(Actor actor, bool isPublic)
    {
        if (NameRules.CheckNamespace(_name, "input.name") is { } wrong)
            return wrong;
        return await RunAsync<NamespaceDefinition>(async known =>
        {
            if (known is not null && NamespaceRules.Redeclare(known, actor, isPublic) is { } refusal)
                return refusal;
            if (known is not null)
                return known;
            var declared = new NamespaceDefinition(_name, actor.Uuid, isPublic, Version: 1);
            var result = await store.CommitAsync(new Commit { Id = identifiers.Next(), Definitions = [new DefinitionWrite.PutNamespace(declared)] });
            if (!result.Committed)
                return null;
            _known = declared;
            return declared;
        });
    }

    /// <inheritdoc/>
    public Task<Outcome<bool>> DeleteAsync(Actor actor) => RunAsync<bool>(async known =>
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
        _known = null;
        return true;
    });

    /// <inheritdoc/>
    public async Task<Outcome<ListenerDefinition>> DeclareListenerAsync(Actor actor, ListenerDeclaration declaration)
    {
        if (Check(declaration) is { } wrong)
            return wrong;
        return await RunAsync<ListenerDefinition>(async known =>
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
    public Task<Outcome<bool>> DeleteListenerAsync(Actor actor, Guid listener, bool deletePendingEvents) => RunAsync<bool>(async known =>
    {
        var found = await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Namespaces: [_name], Limit: 1), CancellationToken.None);
        if (found.IsEmpty || known is null)
            return true;
        if (NamespaceRules.Administer(found[0], actor) is { } refusal)
            return refusal;
        if (!deletePendingEvents && await CheckNoEventsAsync(actor, found[0]) is { } pending)
            return pending;
        var next = known with { Version = known.Version + 1 };
        var result = await store.CommitAsync(new Commit
        {
            Id = identifiers.Next(),
            Definitions = [new DefinitionWrite.PutNamespace(next), new DefinitionWrite.DeleteListener(listener)],
        });
        if (!result.Committed)
            return null;
        _known = next;
        await TellGroupAsync(found[0]);
        return true;
    });

    /// <inheritdoc/>
    public async Task<Outcome<PublicationResult>> PublishAsync(Actor actor, Publication publication)
    {
        if (PublicationRules.Check(publication, options) is { } wrong)
            return wrong;
        using var activity = GrainActivities.Start("publish", ActivityKind.Producer)
            ?.SetTag("mocluster.namespace", _name).SetTag("messaging.batch.message_count", publication.Events.Length);
        var outcome = await RunAsync<PublicationResult>(known => TryPublishAsync(known, actor, publication));
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
                "This idempotency key was used before, with another publication. Take a new key for a new publication.",
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

    /// <summary>Puts a listener; with it the namespace's version moves on, so that a deletion of the namespace cannot pass by.</summary>
    private async Task<Outcome<ListenerDefinition>?> PutAsync(NamespaceDefinition known, ListenerDefinition listener)
    {
        if (!await TryPutAsync(known, new Commit { Id = identifiers.Next(), Definitions = [new DefinitionWrite.PutListener(listener)] }))
            return null;
        await TellGroupAsync(listener);
        return listener;
    }

    private async Task<bool> TryPutAsync(NamespaceDefinition known, Commit commit)
    {
        var next = known with { Version = known.Version + 1 };
        var result = await store.CommitAsync(commit with { Definitions = commit.Definitions.Insert(0, new DefinitionWrite.PutNamespace(next)) });
        if (result.Committed)
            _known = next;
        return result.Committed;
    }

    /// <summary>Why a listener is not deleted: events are pending, or whether any are could not be learnt.</summary>
    private async Task<Refusal?> CheckNoEventsAsync(Actor actor, ListenerDefinition listener)
    {
        var status = await GrainFactory.GetListenerGroup(listener.Group).StatusAsync(actor, listener.Uuid);
        if (!status.Succeeded)
            return status.Refusal.Code == RefusalCode.NotFound ? null : status.Refusal;
        return status.Value.Pending + status.Value.Leased + status.Value.Parked > 0 ? NamespaceRules.PendingEvents : null;
    }

    private async Task TellGroupAsync(ListenerDefinition listener)
    {
        try
        {
            await GrainFactory.GetListenerGroup(listener.Group).DefinitionChangedAsync(listener.Uuid);
        }
        catch (Exception exception)
        {
            // The definition is committed; a group that missed the news meets it at its next refused commit or start.
            logger.GroupNotTold(exception, listener.Uuid);
        }
    }

    /// <summary>Decides on what is known, and anew on what the store says when a commit was refused: null from the decision.</summary>
    private async Task<Outcome<T>> RunAsync<T>(Func<NamespaceDefinition?, Task<Outcome<T>?>> decide)
    {
        for (var run = 0; run < Runs; run++)
        {
            // What is at hand may be old where it says no: a refusal is only given on what the store says.
            var fresh = run > 0;
            if (fresh)
                _known = await ReadAsync();
            try
            {
                var outcome = await decide(_known);
                if (outcome is { Succeeded: false } && !fresh)
                {
                    _known = await ReadAsync();
                    outcome = await decide(_known);
                }

                if (outcome is not null)
                    return outcome;
            }
            catch (StoreUnavailableException exception)
            {
                return new Refusal(RefusalCode.Overloaded, exception.Message, Retriable: true);
            }
            catch (CommitOutcomeUnknownException exception)
            {
                DeactivateOnIdle();
                return new Refusal(RefusalCode.Superseded, $"Whether this was done is not known: {exception.Message}", Retriable: true);
            }
        }

        return new Refusal(RefusalCode.Contended, $"Other changes of namespace '{_name}' came between {Runs} times. Try again.", Retriable: true);
    }

    private async Task<NamespaceDefinition?> ReadAsync()
    {
        var found = await store.ReadNamespacesAsync([_name], CancellationToken.None);
        return found.IsEmpty ? null : found[0];
    }
}
