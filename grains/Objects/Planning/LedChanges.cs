using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.Rules;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Finds the changes of other objects that a mutation makes in its own commit: its grain leads, the others follow (docs/architecture.md §6).
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="lives">Says from when on relations may be set.</param>
/// <param name="targets">The types to which other objects can refer.</param>
internal sealed class LedChanges(ObjectOptions options, LifeRules lives, IReadOnlySet<string> targets)
{
    /// <summary>
    /// Terminates the objects that belong to a terminated one. They refer to it by the field of its type's name, as the organisation
    /// functions of a person do (docs/os2mo.md §7). Objects that refer to what ends drop the reference, or end too (<see cref="Cascade"/>).
    /// Objects that refer to the terminated object by another field, such as substitutes, stay as they are.
    /// </summary>
    /// <remarks>
    /// The terminated object itself stays as it is, and is registered once more to record who did it. With
    /// <see cref="ObjectOptions.TerminateEndsPerson"/> it ends too, and no reference is dropped: the termination is refused while other objects
    /// refer to it, or to what ends with it.
    /// </remarks>
    /// <param name="lead">The termination, as it would end the object itself.</param>
    /// <param name="request">The termination's request.</param>
    /// <param name="reads">What the run has read.</param>
    /// <returns>The led objects in ascending order of type and uuid, and the terminated object last.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> CascadeAsync(ObjectChange lead, JsonElement request, MutationReads reads)
    {
        var cascade = new Cascade(lead, request, targets);
        var ending = new Dictionary<ObjectKey, ImmutableArray<Validity>> { [lead.Object] = [lead.Draft.Interval] };
        for (var own = true; ending.Count > 0; own = false)
        {
            // The rows include those of substitutes and owners, which do not change. So this limit is higher than MaxReferences.
            var rows = await reads.ReferencesAsync(ending, StoreLimits.MaxBatch);
            if (rows.Length == StoreLimits.MaxBatch)
                return ReferenceRules.TooMany(lead.Object, StoreLimits.MaxBatch, lead.Draft.Path);
            var concerned = rows
                .Where(row => ending[row.Reference.Target].Any(row.Reference.Interval.Overlaps))
                .Where(row => !own || row.Reference.Field == lead.Type.Name)
                .ToArray();
            if (cascade.Count + concerned.Select(row => row.Source).Distinct().Count(source => !cascade.Holds(source)) > options.MaxReferences)
                return ReferenceRules.TooMany(lead.Object, options.MaxReferences, lead.Draft.Path);
            await reads.ReadAsync(concerned.Select(row => row.Source));
            foreach (var row in concerned)
            {
                if (reads.State(row.Source) is not { } state)
                    continue;
                if (own)
                    cascade.EndOwn(row.Source, state);
                else
                    cascade.Release(row, state, ending[row.Reference.Target]);
            }
            ending = options.TerminateEndsPerson ? [] : cascade.TakeGone();
        }
        var led = cascade.Changes(reads);
        if (!led.Succeeded)
            return led.Refusal;
        return led.Value.Add(options.TerminateEndsPerson ? lead : lead.Staying(noted: !led.Value.IsEmpty));
    }

    /// <summary>
    /// Ends an object and lets go of it: objects that refer to what ends drop the reference, or end too (<see cref="Cascade"/>). Those for which the
    /// type has a code of its own keep the reference, so that the rules refuse the termination with that code.
    /// </summary>
    /// <param name="lead">The termination.</param>
    /// <param name="request">The termination's request.</param>
    /// <param name="reads">What the run has read.</param>
    /// <returns>The led objects in ascending order of type and uuid, and the terminated object last.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> ReleaseAsync(ObjectChange lead, JsonElement request, MutationReads reads)
    {
        var cascade = new Cascade(lead, request, targets);
        var ending = new Dictionary<ObjectKey, ImmutableArray<Validity>>();
        if (!lead.Gone.IsEmpty)
            ending.Add(lead.Object, lead.Gone);
        while (ending.Count > 0)
        {
            var rows = await reads.ReferencesAsync(ending, StoreLimits.MaxBatch);
            var concerned = rows
                .Where(row => ending[row.Reference.Target].Any(row.Reference.Interval.Overlaps))
                .Where(row => row.Reference.Target != lead.Object || !lead.Type.Codes.DependentsOf.ContainsKey(row.Source.Type))
                .ToArray();
            if (rows.Length == StoreLimits.MaxBatch
                || cascade.Count + concerned.Select(row => row.Source).Distinct().Count(source => !cascade.Holds(source)) > options.MaxReferences)
            {
                return ReferenceRules.TooMany(lead.Object, options.MaxReferences, lead.Draft.Path);
            }

            await reads.ReadAsync(concerned.Select(row => row.Source));
            foreach (var row in concerned)
            {
                if (reads.State(row.Source) is { } state)
                    cascade.Release(row, state, ending[row.Reference.Target]);
            }

            ending = cascade.TakeGone();
        }

        var led = cascade.Changes(reads);
        return led.Succeeded ? led.Value.Add(lead) : led.Refusal;
    }

    /// <summary>Sets all relations of one object. Each relation is an object that holds both of its ends (docs/os2mo.md §8.2).</summary>
    /// <param name="draft">The relations to be set.</param>
    /// <param name="request">The request, which the triggers of every relation see.</param>
    /// <param name="reads">What the run has read.</param>
    /// <returns>The relations that change, in ascending order of their uuids.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> RelateAsync(
        RelationDraft draft, ImmutableArray<byte> request, MutationReads reads)
    {
        var field = draft.Mutator.Relate!.Field;
        var type = draft.Mutator.Type.Name;
        var origin = new ObjectKey(field.Target!, draft.Origin);
        var rows = await reads.ReferencesAsync(
            new Dictionary<ObjectKey, ImmutableArray<Validity>> { [origin] = [draft.Interval] }, StoreLimits.MaxBatch);
        if (rows.Length == StoreLimits.MaxBatch)
            return ReferenceRules.TooMany(origin, StoreLimits.MaxBatch, draft.Path);
        var relations = rows.Select(row => row.Source).Where(source => source.Type == type)
            .Concat(draft.Destinations.Select(destination => new ObjectKey(type, RelatedUnits.Uuid(draft.Origin, destination))))
            .Distinct().ToArray();
        if (relations.Length > options.MaxReferences)
            return ReferenceRules.TooMany(origin, options.MaxReferences, draft.Path);
        await reads.ReadAsync([origin, .. relations]);
        if (reads.State(origin) is not { } state)
        {
            return new Refusal(
                reads.Catalogue[origin.Type].Codes.NotFound, $"There is no {origin.Type} '{origin.Uuid:D}'.", $"{draft.Path}.origin");
        }
        if (lives.Check(draft, state) is { } outside)
            return outside;
        var found = relations.Where(key => reads.State(key) is not null).ToDictionary(key => key.Uuid, key => reads.State(key)!);
        var changes = ImmutableArray.CreateBuilder<ObjectChange>();
        foreach (var planned in RelatedUnits.Plan(draft, found))
        {
            var applied = Apply(new ObjectKey(type, planned.Subject), planned, request, reads);
            if (!applied.Succeeded)
                return applied.Refusal;
            if (applied.Value.Changed)
                changes.Add(applied.Value);
        }
        return changes.ToImmutable();
    }

    /// <summary>Applies a mutation to an object that was read.</summary>
    /// <param name="key">The object.</param>
    /// <param name="draft">The mutation.</param>
    /// <param name="request">The request as triggers see it.</param>
    /// <param name="reads">What the run has read.</param>
    public static Outcome<ObjectChange> Apply(ObjectKey key, MutationDraft draft, ImmutableArray<byte> request, MutationReads reads)
    {
        var before = reads.State(key);
        var applied = MutationRules.Apply(before, draft);
        if (!applied.Succeeded)
            return applied.Refusal;
        return new ObjectChange
        {
            Object = key,
            Draft = draft,
            Request = request,
            Row = reads.Row(key),
            Before = before,
            After = applied.Value,
        };
    }
}
