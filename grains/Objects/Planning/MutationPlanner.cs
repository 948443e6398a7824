using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.Rules;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Works out what a mutation does on top of what the store holds now, or why it is refused. This is the pipeline's validation, before any
/// trigger runs. Another change may come between the plan and the commit, so the commit checks all of it again.
/// </summary>
public sealed class MutationPlanner
{
    private readonly ObjectCatalogue _catalogue;
    private readonly ObjectOptions _options;
    private readonly MutationValidator _validator;
    private readonly RelationReader _relations;
    private readonly LedChanges _led;
    private readonly LifeRules _lives;
    private readonly LinkedRules _linked;
    private readonly FrozenSet<string> _targets;

    /// <summary>Makes a planner.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="calendar">The days on which validities begin and end.</param>
    /// <param name="options">The limits.</param>
    public MutationPlanner(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions options)
    {
        _catalogue = catalogue;
        _options = options;
        _validator = new MutationValidator(catalogue, calendar, options);
        _relations = new RelationReader(calendar);
        _linked = new LinkedRules(catalogue, calendar, options);
        Rules = new ReferenceRules(catalogue, calendar);
        _lives = new LifeRules(calendar);
        _targets = catalogue.Types.SelectMany(type => type.ReferenceFields).Select(field => field.Target!)
            .ToFrozenSet(StringComparer.Ordinal);
        _led = new LedChanges(options, _lives, _targets);
    }

    /// <summary>The rules of references, which word the refusals of commits too.</summary>
    internal ReferenceRules Rules { get; }

    /// <summary>Plans a mutation.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="request">The mutation's request, parsed.</param>
    /// <param name="reads">What this run has read.</param>
    internal async ValueTask<Outcome<MutationPlan>> PlanAsync(ObjectKey subject, Mutation mutation, MutationRequest request, MutationReads reads)
    {
        var changes = ReadRelation(subject, mutation.Kind, request) is { } relation
            ? relation.Succeeded ? await _led.RelateAsync(relation.Value, request.Bytes, reads) : relation.Refusal
            : await LeadAsync(subject, mutation, request, reads);
        if (!changes.Succeeded)
            return changes.Refusal!;
        if (await CheckReferencesAsync(changes.Value, reads) is { } refusal)
            return refusal;
        var walked = await CheckCyclesAsync(changes.Value, reads);
        if (!walked.Succeeded)
            return walked.Refusal;
        if (await CheckEndsAsync(changes.Value, reads) is { } ended)
            return ended;
        // A termination only takes away. What is left was valid before, so these rules are not checked again.
        var linked = mutation.Kind == MutationKind.Terminate
            ? ImmutableArray<Precondition>.Empty
            : await _linked.CheckAsync(changes.Value, reads);
        if (!linked.Succeeded)
            return linked.Refusal;
        return new MutationPlan { Subject = subject, Changes = changes.Value, Preconditions = walked.Value.AddRange(linked.Value) };
    }

    /// <summary>Reads a request that sets all relations of one object; null for any other request.</summary>
    private Outcome<RelationDraft>? ReadRelation(ObjectKey subject, MutationKind kind, MutationRequest request)
    {
        if (kind != MutationKind.Edit
            || _catalogue.FindType(subject.Type)?.Mutators.FirstOrDefault(mutator => mutator.Relate is not null) is not { } mutator
            || request.Json is not { ValueKind: JsonValueKind.Object } input || !input.TryGetProperty("origin", out _))
        {
            return null;
        }
        var draft = _relations.Read(mutator, input);
        return draft.Succeeded && draft.Value.Origin != subject.Uuid
            ? new Refusal(
                ObjectCode.InvalidInput, $"The input names '{draft.Value.Origin:D}', but the mutation is of '{subject.Uuid:D}'.", "input.origin")
            : draft;
    }

    private async ValueTask<Outcome<ImmutableArray<ObjectChange>>> LeadAsync(
        ObjectKey subject, Mutation mutation, MutationRequest request, MutationReads reads)
    {
        var read = _validator.Read(subject, mutation.Kind, request);
        if (!read.Succeeded)
            return read.Refusal;
        // The uuid was drawn a moment ago for this request, so no object can have it.
        if (mutation is { Kind: MutationKind.Create, Idempotency: null } && !read.Value.IsNamed)
            reads.Suppose(subject);
        // The next step needs what the request refers to. One batch is one round trip.
        await reads.RecallAsync(Targets(read.Value).Prepend(subject));
        if (mutation.Kind == MutationKind.Delete && reads.Row(subject) is null)
        {
            return new Refusal(
                read.Value.Mutator.Type.Codes.NotFound, $"There is no {subject.Type} '{subject.Uuid:D}'.", $"{read.Value.Path}.uuid");
        }
        var applied = LedChanges.Apply(subject, _linked.Complete(read.Value, reads.State(subject)), request.Bytes, reads);
        if (!applied.Succeeded)
            return applied.Refusal;
        if (_lives.Check(applied.Value) is { } outside)
            return outside;
        return read.Value is { Kind: MutationKind.Terminate, Mutator.Type.OnEnd: EndPolicy.Cascade }
            ? await _led.CascadeAsync(applied.Value, request.Json!.Value, reads)
            : ImmutableArray.Create(applied.Value);
    }

    private async ValueTask<Refusal?> CheckReferencesAsync(ImmutableArray<ObjectChange> changes, MutationReads reads)
    {
        if (changes.All(change => change.Added.IsEmpty))
            return null;
        var planned = changes.ToDictionary(change => change.Object);
        var added = changes.SelectMany(change => change.Added.Select(reference => (Change: change, Reference: reference))).ToArray();
        await reads.RecallAsync(added.Select(item => item.Reference.Target).Where(target => !planned.ContainsKey(target)));
        foreach (var (change, reference) in added)
        {
            ImmutableArray<Validity>? presence = planned.TryGetValue(reference.Target, out var target)
                ? target.After.Presence()
                : reads.Row(reference.Target) is { Operation: not MutationKind.Delete } row ? row.Presence : null;
            if (Rules.Check(change, reference, presence) is { } refusal)
                return refusal;
        }
        return null;
    }

    /// <summary>Checks that no acyclic reference leads back to its object. The objects on the way must not change before the commit.</summary>
    private async ValueTask<Outcome<ImmutableArray<Precondition>>> CheckCyclesAsync(ImmutableArray<ObjectChange> changes, MutationReads reads)
    {
        var walked = new SortedSet<ObjectKey>();
        foreach (var change in changes)
        {
            if (change.Added.IsEmpty)
                continue;
            foreach (var field in change.Type.ReferenceFields.Where(field => field.Acyclic))
            {
                var walk = new AncestorWalk(change.Object, field, change.Added);
                // No object refers to a new one, so a new one can only form a circle with itself.
                while (change.Before is not null && walk.Next is { IsEmpty: false } next)
                {
                    if (walk.Visited + next.Length > _options.MaxAncestors)
                        return ReferenceRules.TooHigh(change, field, _options.MaxAncestors);
                    await reads.RecallAsync(next);
                    walk.Show(reads.State);
                    walked.UnionWith(next);
                }
                if (walk.Cycle is { } cycle)
                    return Rules.Cycle(change, cycle);
            }
        }
        return walked.Select(Precondition (key) => new Precondition.ObjectAt(key, reads.Row(key)?.Number ?? 0)).ToImmutableArray();
    }

    private async ValueTask<Refusal?> CheckEndsAsync(ImmutableArray<ObjectChange> changes, MutationReads reads)
    {
        var ending = changes.Where(change => _targets.Contains(change.Object.Type) && !change.Gone.IsEmpty).ToArray();
        if (ending.Length == 0)
            return null;
        var limit = _options.MaxReferences + 1;
        var rows = await reads.ReferencesAsync(ending.ToDictionary(change => change.Object, change => change.Gone), limit);
        // An object that changes in the same commit counts with its references after the change.
        var planned = changes.Select(change => change.Object).ToHashSet();
        var holders = rows.Where(row => !planned.Contains(row.Source))
            .Concat(changes.SelectMany(change =>
                change.References.Select(reference => new ReferenceRow(change.Object, reference))))
            .ToLookup(row => row.Reference.Target);
        foreach (var change in ending)
        {
            var gone = change.Gone;
            var left = holders[change.Object]
                .Where(row => row.Source != change.Object && gone.Any(row.Reference.Interval.Overlaps)).ToArray();
            if (left.Length > 0)
                return Rules.StillReferenced(change, left, rows.Length == limit);
        }
        return null;
    }

    private static IEnumerable<ObjectKey> Targets(MutationDraft draft) => draft.Changes
        .Where(change => change.Field.IsReference && change.Value is not null)
        .SelectMany(change => change.Value is FieldValue.Uuids uuids
            ? uuids.Values.Select(uuid => new ObjectKey(change.Field.Target!, uuid))
            : [new ObjectKey(change.Field.Target!, ((FieldValue.Uuid)change.Value!).Value)]);
}
