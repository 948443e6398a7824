using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>Writes a plan as the one commit that makes it true: registrations, events, due instants and the kept result together.</summary>
internal static class MutationCommit
{
    /// <summary>Writes the commit.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="hash">The request's hash; not looked at without an idempotency key.</param>
    /// <param name="identifiers">Names the commit and its events.</param>
    /// <param name="now">The store's clock: only later instants are due.</param>
    /// <returns>The commit; null when there is nothing to be made true.</returns>
    public static Commit? Of(
        MutationPlan plan, Mutation mutation, ImmutableArray<byte> hash, IIdentifierSource identifiers, DateTimeOffset now)
    {
        var emitting = plan.Changes.Where(change => change.Changed || change.Draft.Kind == MutationKind.Refresh).ToArray();
        if (emitting.Length == 0 && mutation.Idempotency is null)
            return null;
        var cause = GrainActivities.CauseOf(mutation.Actor);
        // The leading object comes first: its time is the one that a kept result is answered with.
        var changed = plan.Changes.Where(change => change.Changed).Reverse().ToArray();
        var unchanged = plan.Changes.Where(change => !change.Changed && change.Row is not null)
            .Select(Precondition (change) => new Precondition.ObjectAt(change.Object, change.Row!.Number));
        return new Commit
        {
            Id = identifiers.Next(),
            Preconditions = plan.Preconditions.AddRange(unchanged),
            Registrations = [.. changed.Select(change => Register(change, mutation, now))],
            Events = [.. emitting.Reverse().Select(change => Emit(change, mutation, cause, identifiers))],
            Results = mutation.Idempotency is { } key
                ? [new ResultWrite(key, hash, ResultDocument.Encode(plan.Result(null, now)))]
                : [],
        };
    }

    private static RegistrationWrite Register(ObjectChange change, Mutation mutation, DateTimeOffset now) => new()
    {
        Object = change.Object,
        Number = change.Number,
        Actor = mutation.Actor.Uuid,
        Operation = change.Draft.Kind,
        Note = change.Draft.Note ?? mutation.Note,
        State = ObjectStateCodec.Encode(change.After),
        Presence = Derivation.Presence(change.After),
        References = change.References,
        UserKeys = Derivation.UserKeys(change.After),
        Keys = Derivation.Keys(change.After),
        // An instant that has come needs no event of its own: this registration's comes after it.
        Due = [.. Derivation.Boundaries(change.After).Where(instant => instant > now)],
    };

    private static EventDraft Emit(ObjectChange change, Mutation mutation, string? cause, IIdentifierSource identifiers) => new(
        new StreamKey(change.Type.Namespace, change.Type.Name),
        identifiers.Next(),
        change.Object.Uuid.ToString("D"),
        mutation.Priority,
        Derivation.EventKey(change.Object.Uuid, change.After, change.Before),
        new RegistrationReference(change.Object, change.Number),
        mutation.Target,
        cause);
}
