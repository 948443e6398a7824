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

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Works out what a mutation does on top of what the store holds now, or why it is refused. This is the pipeline's validation, before any
/// trigger runs. Another change may come between the plan and the commit, so the commit checks all of it again.
/// </summary>
public sealed class MutationPlanner
{
    private readonly ObjectCatalogue _catalogue;
    private readonly MutationValidator _validator;
    private readonly RelationReader _relations;
    private readonly LedChanges _led;
    private readonly GroupedChanges _groups;
    private readonly LifeRules _lives;
    private readonly ChangeRules _rules;

    /// <summary>Makes a planner.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="calendar">The days on which validities begin and end.</param>
    /// <param name="options">The limits.</param>
    public MutationPlanner(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions options)
    {
        _catalogue = catalogue;
        _validator = new MutationValidator(catalogue, calendar, options);
        _relations = new RelationReader(calendar);
        _rules = new ChangeRules(catalogue, calendar, options);
        _lives = new LifeRules(calendar);
        _led = new LedChanges(options, _lives, _rules.Targets);
        _groups = new GroupedChanges(_validator, _rules.Linked, options);
    }

    /// <summary>The rules of references, which word the refusals of commits too.</summary>
    internal ReferenceRules Rules => _rules.References;

    /// <summary>Plans a mutation.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="request">The mutation's request, parsed.</param>
    /// <param name="reads">What this run has read.</param>
    internal async ValueTask<Outcome<MutationPlan>> PlanAsync(ObjectKey subject, Mutation mutation, MutationRequest request, MutationReads reads)
    {
        var isGroup = request.Json is { ValueKind: JsonValueKind.Array };
        var changes = isGroup ? await _groups.ReadAsync(subject, mutation, request.Json!.Value, reads)
            : ReadRelation(subject, mutation.Kind, request) is not { } relation ? await LeadAsync(subject, mutation, request, reads)
            : relation.Succeeded ? await _led.RelateAsync(relation.Value, request.Bytes, reads)
            : relation.Refusal;
        if (!changes.Succeeded)
            return changes.Refusal!;
        var held = await _rules.CheckAsync(changes.Value, reads, linked: mutation.Kind != MutationKind.Terminate);
        if (!held.Succeeded)
            return held.Refusal;
        return new MutationPlan { Subject = subject, Changes = changes.Value, Preconditions = held.Value, IsGroup = isGroup };
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
        await reads.RecallAsync(read.Value.Targets.Prepend(subject));
        if (mutation.Kind == MutationKind.Delete && reads.Row(subject) is null)
        {
            return new Refusal(
                read.Value.Mutator.Type.Codes.NotFound, $"There is no {subject.Type} '{subject.Uuid:D}'.", $"{read.Value.Path}.uuid");
        }
        var applied = LedChanges.Apply(
            subject, _rules.Linked.Complete(read.Value with { Replaces = mutation.Replaces }, reads.State(subject)), request.Bytes, reads);
        if (!applied.Succeeded)
            return applied.Refusal;
        if (_lives.Check(applied.Value) is { } outside)
            return outside;
        return read.Value switch
        {
            { Kind: MutationKind.Terminate, Mutator.Type.OnEnd: EndPolicy.Cascade } => await _led.CascadeAsync(applied.Value, request.Json!.Value, reads),
            { Kind: MutationKind.Terminate, Mutator.Type.OnEnd: EndPolicy.Release } when mutation.Releases =>
                await _led.ReleaseAsync(applied.Value, request.Json!.Value, reads),
            _ => ImmutableArray.Create(applied.Value),
        };
    }
}
