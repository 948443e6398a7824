using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects;

/// <summary>What a mutation makes of other objects, in the commit that its own object's grain leads (DESIGN.md §3).</summary>
/// <param name="options">The limits.</param>
internal sealed class LedChanges(ObjectOptions options)
{
    /// <summary>
    /// Terminates, with an object whose type says so, those that are its own: that refer to it by the field of its type's name, as
    /// the organisation functions of a person do (os2mo.md §3.1). Whoever refers to it otherwise, as a substitute does, is not
    /// ended for its sake, and stands in its way.
    /// </summary>
    /// <param name="lead">The termination.</param>
    /// <param name="reads">What was read.</param>
    /// <returns>In ascending order of type and uuid; empty when there are none, or when the type does not say so.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> CascadeAsync(ObjectChange lead, ObjectReads reads)
    {
        var gone = lead.Gone;
        if (lead.Draft.Kind != MutationKind.Terminate || lead.Type.OnEnd != EndPolicy.Cascade || gone.IsEmpty)
            return ImmutableArray<ObjectChange>.Empty;
        var rows = await reads.ReferencesAsync(
            new Dictionary<ObjectKey, ImmutableArray<Validity>> { [lead.Object] = gone }, options.MaxReferences + 1);
        if (rows.Length > options.MaxReferences)
            return ReferenceRules.TooMany(lead.Object, options.MaxReferences, lead.Draft.Path);
        var owned = rows.Where(row => row.Reference.Field == lead.Type.Name && gone.Any(row.Reference.Interval.Overlaps))
            .Select(row => row.Source).Distinct().Order().ToArray();
        await reads.ReadAsync(owned);
        var changes = ImmutableArray.CreateBuilder<ObjectChange>(owned.Length);
        foreach (var key in owned)
        {
            if (reads.State(key) is not { } state || state.Type.Mutators.FirstOrDefault(mutator => mutator.Terminate) is not { } mutator)
                continue;
            var draft = lead.Draft with { Mutator = mutator, Subject = key.Uuid, Note = null };
            var applied = Apply(key, draft, Terminate(key, lead.Request), reads);
            if (!applied.Succeeded)
                return applied.Refusal;
            changes.Add(applied.Value);
        }
        return changes.Where(change => change.Changed).ToImmutableArray();
    }

    /// <summary>Sets all relations of one object, each of which is an object that holds both ends (os2mo.md §4).</summary>
    /// <param name="draft">What is to be.</param>
    /// <param name="request">The request, which the triggers of every relation see.</param>
    /// <param name="reads">What was read.</param>
    /// <returns>The relations that change, ascending by uuid.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> RelateAsync(
        RelationDraft draft, ImmutableArray<byte> request, ObjectReads reads)
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
        if (reads.State(origin) is null)
        {
            return new Refusal(
                reads.Catalogue[origin.Type].Codes.NotFound, $"There is no {origin.Type} '{origin.Uuid:D}'.", $"{draft.Path}.origin");
        }
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
    public static Outcome<ObjectChange> Apply(ObjectKey key, MutationDraft draft, ImmutableArray<byte> request, ObjectReads reads)
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

    /// <summary>The request of a termination, for another object.</summary>
    private static ImmutableArray<byte> Terminate(ObjectKey key, ImmutableArray<byte> request)
    {
        using var json = JsonDocument.Parse(request.AsMemory());
        var fields = new Dictionary<string, JsonElement> { ["uuid"] = JsonSerializer.SerializeToElement(key.Uuid) };
        foreach (var property in json.RootElement.EnumerateObject().Where(property => property.Name is "from" or "to"))
            fields.Add(property.Name, property.Value);
        return ImmutableCollectionsMarshal.AsImmutableArray(JsonSerializer.SerializeToUtf8Bytes(fields));
    }
}
