using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.Rules;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>What a mutation makes of other objects, in the commit that its own object's grain leads (DESIGN.md §3).</summary>
/// <param name="options">The limits.</param>
/// <param name="lives">Says from when on relations may be set.</param>
/// <param name="targets">The types to which others can refer.</param>
internal sealed class LedChanges(ObjectOptions options, LifeRules lives, IReadOnlySet<string> targets)
{
    /// <summary>
    /// Terminates, with an object whose type says so, those that are its own: that refer to it by the field of its type's name, as
    /// the organisation functions of a person do (os2mo.md §3.1). The object itself stays as it is, and is registered once more, to
    /// tell who did it. What referred to those that end lets go of them, or ends too where it cannot be without
    /// (<see cref="Cascade"/>); whoever refers to the object itself otherwise, as a substitute does, is not concerned.
    /// </summary>
    /// <remarks>
    /// With <see cref="ObjectOptions.TerminateEndsPerson"/> the object ends too, and nobody lets go: whoever refers to it otherwise, or
    /// to what ends with it, stands in its way.
    /// </remarks>
    /// <param name="lead">The termination, as it would end the object itself.</param>
    /// <param name="reads">What was read.</param>
    /// <returns>Those that end or let go, in ascending order of type and uuid, and the object itself last.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> CascadeAsync(ObjectChange lead, MutationReads reads)
    {
        var cascade = new Cascade(lead, targets);
        var ending = new Dictionary<ObjectKey, ImmutableArray<Validity>> { [lead.Object] = [lead.Draft.Interval] };
        for (var own = true; ending.Count > 0; own = false)
        {
            // Substitutes and owners are among them, who are not concerned.
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

    /// <summary>Sets all relations of one object, each of which is an object that holds both ends (os2mo.md §4).</summary>
    /// <param name="draft">What is to be.</param>
    /// <param name="request">The request, which the triggers of every relation see.</param>
    /// <param name="reads">What was read.</param>
    /// <returns>The relations that change, ascending by uuid.</returns>
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
    /// <param name="reads">What was read.</param>
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
