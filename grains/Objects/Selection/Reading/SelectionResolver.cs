using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Reading;

/// <summary>Replaces nested selections by what they find, each once.</summary>
/// <param name="store">The store.</param>
/// <param name="options">The limits.</param>
internal sealed class SelectionResolver(IObjectStore store, SelectionOptions options)
{
    private readonly SelectionRun _run = new(store, options);

    /// <summary>Resolves a selection.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The selection without nested ones; a refusal if one of them finds too many objects.</returns>
    public async ValueTask<Outcome<ResolvedSelection>> ResolveAsync(ObjectSelection selection, CancellationToken cancellation)
    {
        var conditions = new List<ResolvedCondition>();
        foreach (var condition in selection.Conditions)
        {
            var resolved = await ResolveAsync(condition, selection, cancellation);
            if (!resolved.Succeeded)
                return resolved.Refusal;
            conditions.Add(resolved.Value);
            if (selection.KnownAt is null && await HoldersAsync(resolved.Value, selection.Type, cancellation) is { } holders)
                conditions.Add(holders);
        }

        return ResolvedSelection.Of(selection, conditions);
    }

    /// <summary>The uuids of all objects of a selection.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The uuids; a refusal if there are too many.</returns>
    public async ValueTask<Outcome<HashSet<Guid>>> UuidsAsync(ObjectSelection selection, CancellationToken cancellation)
    {
        var resolved = await ResolveAsync(selection, cancellation);
        if (!resolved.Succeeded)
            return resolved.Refusal;
        if (resolved.Value is { IsVoid: false, KnownAt: null, Known: null, Conditions: [ResolvedCondition.RefersTo refers] })
        {
            // References alone tell the answer: while an object refers to something, it is active.
            var query = new ReferrerQuery(selection.Type.Name, refers.Field.Name, refers.Field.Target!, [], selection.Interval, 1);
            var referrers = await new AllReferrers(store, options).ReadAsync(query, refers.Targets, cancellation);
            return referrers.Succeeded ? referrers.Value.Select(referrer => referrer.Source).ToHashSet() : referrers.Refusal;
        }

        var found = await AllAsync(resolved.Value, candidate => candidate.Uuid, cancellation);
        return found.Succeeded ? found.Value.ToHashSet() : found.Refusal;
    }

    private async ValueTask<Outcome<ResolvedCondition>> ResolveAsync(
        SelectionCondition condition, ObjectSelection of, CancellationToken cancellation)
    {
        switch (condition)
        {
            case SelectionCondition.OneOf oneOf:
                // No store keeps other texts, or can be asked for them.
                return new ResolvedCondition.OneOf(oneOf.Field, oneOf.Values.Where(value => StorableText.Find(value) < 0).ToHashSet(StringComparer.Ordinal));
            case SelectionCondition.Lacks lacks:
                return new ResolvedCondition.Lacks(lacks.Field);
            case SelectionCondition.Vacant vacant:
                return new ResolvedCondition.Vacant(vacant.Field);
            case SelectionCondition.Contains contains:
                return new ResolvedCondition.Contains(new SearchPattern(contains.Query), contains.Fields, contains.Uuid);
            case SelectionCondition.RefersTo refers:
                var targets = await TargetsAsync(refers, cancellation);
                return targets.Succeeded ? new ResolvedCondition.RefersTo(refers.Field, targets.Value) : targets.Refusal;
            case SelectionCondition.ReferredBy referred:
                return await ReferredAsync(referred, cancellation);
            case SelectionCondition.Below below:
                return Among(await new HierarchyWalk(store, options, of, below.Parent).DownAsync(await UuidsAsync(below.Top, cancellation), cancellation));
            case SelectionCondition.Above above:
                return Among(await new HierarchyWalk(store, options, of, above.Parent).UpAsync(await UuidsAsync(above.Bottom, cancellation), cancellation));
            case SelectionCondition.Registered registered:
                return new ResolvedCondition.Registered(
                    registered.Actors.IsDefault ? null : registered.Actors.ToHashSet(), registered.Start ?? DateTimeOffset.MinValue, Behind(registered.End));
            case SelectionCondition.Not not:
                var negated = await ResolveAsync(not.Condition, of, cancellation);
                return negated.Succeeded ? new ResolvedCondition.Not(negated.Value) : negated.Refusal;
            case SelectionCondition.AnyOf any:
                return await AnyAsync(any, of, cancellation);
            default:
                throw new InvalidOperationException($"There is no way to resolve {condition}.");
        }
    }

    private async ValueTask<Outcome<ResolvedCondition>> AnyAsync(SelectionCondition.AnyOf any, ObjectSelection of, CancellationToken cancellation)
    {
        var resolved = ImmutableArray.CreateBuilder<ResolvedCondition>(any.Conditions.Length);
        foreach (var condition in any.Conditions)
        {
            var one = await ResolveAsync(condition, of, cancellation);
            if (!one.Succeeded)
                return one.Refusal;
            resolved.Add(one.Value);
        }

        return new ResolvedCondition.AnyOf(resolved.MoveToImmutable());
    }

    private async ValueTask<Outcome<HashSet<Guid>>> TargetsAsync(SelectionCondition.RefersTo refers, CancellationToken cancellation) =>
        refers.Target.Uuids.IsDefault || refers.ChecksTargets ? await UuidsAsync(refers.Target, cancellation) : refers.Target.Uuids.ToHashSet();

    /// <summary>
    /// Sources without a condition are as many as there are. So each object that comes into question is asked whether there is one, instead of reading all
    /// of them.
    /// </summary>
    private async ValueTask<Outcome<ResolvedCondition>> ReferredAsync(SelectionCondition.ReferredBy referred, CancellationToken cancellation)
    {
        var source = referred.Source;
        if (source.Uuids.IsDefault && source.Conditions.IsEmpty && source.KnownAt is null && source.Interval.Covers(referred.Within))
            return new ResolvedCondition.Referred(source.Type.Name, referred.Field, referred.Within);
        var resolved = await ResolveAsync(source, cancellation);
        if (!resolved.Succeeded)
            return resolved.Refusal;
        var found = await AllAsync(
            resolved.Value,
            candidate => candidate.Within(referred.Within).SelectMany(segment => SelectionMatch.ReferencesOf(segment.Values[referred.Field])).ToArray(),
            cancellation);
        return found.Succeeded ? new ResolvedCondition.Among(found.Value.SelectMany(uuids => uuids).ToHashSet()) : found.Refusal;
    }

    private async ValueTask<Outcome<List<T>>> AllAsync<T>(ResolvedSelection selection, Func<Candidate, T> keep, CancellationToken cancellation)
    {
        var found = await _run.FindAsync(selection, after: null, options.MaxFound + 1, keep, cancellation);
        return found.Count > options.MaxFound ? options.TooMany($"objects of type {selection.Type.Name}") : found;
    }

    /// <summary>The objects that hold, at any time, one of the values of a unique field; null if the condition is not on one.</summary>
    private async ValueTask<ResolvedCondition.Among?> HoldersAsync(ResolvedCondition condition, TypeDefinition type, CancellationToken cancellation)
    {
        if (condition is not ResolvedCondition.OneOf oneOf || type.UniqueKeys.FirstOrDefault(key => key.Fields is [var only] && only == oneOf.Field) is not { } key)
            return null;
        var holders = new HashSet<Guid>();
        foreach (var values in oneOf.Values.Chunk(StoreLimits.MaxBatch))
        {
            var found = await store.FindHoldersAsync(key.Scope, [.. values], cancellation);
            holders.UnionWith(found.Where(holder => holder?.Type == type.Name).Select(holder => holder!.Value.Uuid));
        }

        return new ResolvedCondition.Among(holders);
    }

    private static Outcome<ResolvedCondition> Among(Outcome<HashSet<Guid>> uuids) =>
        uuids.Succeeded ? new ResolvedCondition.Among(uuids.Value) : uuids.Refusal;

    /// <summary>The first instant after one that counts itself.</summary>
    private static DateTimeOffset Behind(DateTimeOffset? last) =>
        last is { } instant && instant < DateTimeOffset.MaxValue ? instant.AddTicks(1) : DateTimeOffset.MaxValue;
}
