using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Events;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Writes a plan as one commit: registrations, events, due instants and the result that an idempotency key keeps. Once it is durable, the
/// doorbell rings and the objects are remembered.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="remembered">Remembers the objects that were written.</param>
/// <param name="triggers">Says what is stored for after triggers.</param>
/// <param name="doorbell">Rings after the commit for listeners.</param>
/// <param name="deliveries">Rings after the commit for after triggers.</param>
/// <param name="identifiers">Gives the commit and its events their uuids.</param>
public sealed class MutationCommitter(
    IStore store, RememberedObjects remembered, MutationTriggers triggers, Doorbell doorbell, DeliveryBell deliveries, IIdentifierSource identifiers)
{
    /// <summary>The same, over another store.</summary>
    /// <param name="other">The store.</param>
    /// <param name="seen">Remembers the objects that are written to it.</param>
    internal MutationCommitter Over(IStore other, RememberedObjects seen) => new(other, seen, triggers, doorbell, deliveries, identifiers);

    /// <summary>Finds the result that an idempotency key keeps.</summary>
    /// <param name="run">The mutation.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>
    /// The result of the same request; a refusal when the key was used for another request; null when nothing is kept, or without a key.
    /// </returns>
    internal async ValueTask<Outcome<MutationResult>?> FindResultAsync(MutationRun run, CancellationToken cancellation)
    {
        if (run.Mutation.Idempotency is not { } key || await store.ReadResultAsync(key, cancellation) is not { } kept)
            return null;
        return kept.RequestHash.AsSpan().SequenceEqual(run.Hash.AsSpan())
            ? ResultDocument.Decode(kept)
            : new Refusal(RefusalCode.IdempotencyConflict, "The idempotency key was used before, within a week, with another request. "
                + "Nothing was done; give every request a key of its own, and the same key only to repeat it.");
    }

    /// <summary>Commits a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="run">The mutation.</param>
    /// <returns>The store's verdict; null when there is nothing to write.</returns>
    internal async ValueTask<CommitResult?> CommitAsync(MutationPlan plan, MutationRun run)
    {
        if (Write(plan, run) is not { } commit)
            return null;
        var result = await store.CommitAsync(commit);
        if (result.Committed)
        {
            doorbell.Ring(result.Events);
            if (!commit.Deliveries.IsEmpty)
                deliveries.Ring(commit.Deliveries.Select(delivery => delivery.Registration));
            Remember(commit.Registrations, result.RegistrationTimes);
        }
        return result;
    }

    /// <summary>The result of a plan that was committed, or that had nothing to write.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="committed">The store's verdict; null when there was nothing to write.</param>
    internal MutationResult ResultOf(MutationPlan plan, CommitResult? committed) =>
        plan.Result(committed is { RegistrationTimes: [var first, ..] } ? first : null, store.Now);

    private Commit? Write(MutationPlan plan, MutationRun run)
    {
        var mutation = run.Mutation;
        var emitting = plan.Changes.Where(change => change.Changed || change.Draft.Kind == MutationKind.Refresh).ToArray();
        var written = triggers.Deliveries(plan, mutation);
        if (emitting.Length == 0 && mutation.Idempotency is null && written.IsEmpty)
            return null;
        var now = store.Now;
        var cause = GrainActivities.CauseOf(mutation.Actor);
        // The leading object comes first: a kept result is answered with its time.
        var changed = plan.Changes.Where(change => change.Changed).Reverse().ToArray();
        var unchanged = plan.Changes.Where(change => !change.Changed && change.Row is not null)
            .Select(Precondition (change) => new Precondition.ObjectAt(change.Object, change.Row!.Number));
        return new Commit
        {
            Id = identifiers.Next(),
            Preconditions = plan.Preconditions.AddRange(unchanged),
            Registrations = [.. changed.Select(change => Register(change, mutation, now))],
            Deliveries = written,
            Events = [.. emitting.Reverse().Select(change => Emit(change, mutation, cause))],
            Results = mutation.Idempotency is { } key
                ? [new ResultWrite(key, run.Hash, ResultDocument.Encode(plan.Result(null, now)))]
                : [],
        };
    }

    private static RegistrationWrite Register(ObjectChange change, Mutation mutation, DateTimeOffset now) => new()
    {
        Object = change.Object,
        Number = change.Number,
        Actor = change.Given.IsEmpty ? mutation.Actor.Uuid : change.Given[^1].Actor,
        Operation = change.Given.IsEmpty ? change.Draft.Kind : change.Given[^1].Operation,
        Note = change.Given.IsEmpty ? change.Draft.Note ?? mutation.Note : change.Given[^1].Note,
        Time = change.Given.IsEmpty ? null : change.Given[^1].Time,
        Earlier = change.Given.IsEmpty ? [] : change.Given[..^1],
        State = ObjectStateCodec.Encode(change.After),
        Presence = change.After.Presence(),
        References = change.References,
        UserKeys = change.After.UserKeys(),
        Keys = change.After.UniqueKeys(),
        // An instant in the past needs no event of its own: the event of this registration comes after it.
        Due = [.. change.After.Boundaries().Where(instant => instant > now)],
    };

    private EventDraft Emit(ObjectChange change, Mutation mutation, string? cause) => new(
        new StreamKey(change.Type.Namespace, change.Type.Name),
        identifiers.Next(),
        change.Object.Uuid.ToString("D"),
        mutation.Priority,
        change.EventKey,
        new RegistrationReference(change.Object, change.Number),
        mutation.Target,
        cause,
        mutation.Triggerless);

    private void Remember(ImmutableArray<RegistrationWrite> written, ImmutableArray<DateTimeOffset> times)
    {
        for (var i = 0; i < written.Length; i++)
        {
            var write = written[i];
            remembered.Learn(new ObjectRow(write.Object, write.Number, times[i], write.Operation, write.State, write.Presence));
        }
    }
}
