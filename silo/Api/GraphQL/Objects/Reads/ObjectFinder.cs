using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Storage;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>
/// Finds the objects of relations by the filters of their fields. What one place in an operation asks for, it finds in one batch, for however many objects the
/// place is reached from.
/// </summary>
/// <param name="filters">Reads filters.</param>
/// <param name="loader">Loads objects without conditions.</param>
/// <param name="reader">Finds objects.</param>
internal sealed class ObjectFinder(ObjectFilters filters, ObjectLoader loader, SelectionReader reader)
{
    private readonly Dictionary<(string Type, string Field), BatchLoader<SiteKey, FoundObjects>> _byTarget = [];
    private readonly Dictionary<string, BatchLoader<SiteKey, FoundObjects>> _byUuid = [];
    private readonly Dictionary<(string Type, string Field), BatchLoader<SiteKey, int>> _counts = [];

    /// <summary>The filters of the dialect.</summary>
    public ObjectFilters Filters => filters;

    /// <summary>Reads the filter of a field.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type that the filter selects.</param>
    public ObjectSelection Read(FieldContext context, TypeDefinition type) =>
        filters.Read(type.Name, Argument(context), context.GetRequest<ApiRequest>().Now);

    /// <summary>Finds objects of a type by a filter, a page at most.</summary>
    /// <param name="context">The field.</param>
    /// <param name="selection">The filter.</param>
    /// <param name="after">The uuid after which the page begins; null for the first page.</param>
    /// <param name="limit">The most objects.</param>
    public async ValueTask<FoundObjects> FindAsync(FieldContext context, ObjectSelection selection, Guid? after, int limit)
    {
        var found = await StoreReads.ReadAsync(reader.ReadAsync(selection, after, limit, context.CancellationToken));
        return new FoundObjects(selection, found.OrThrow());
    }

    /// <summary>Finds those of given objects that the filter of a field selects.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type of the objects.</param>
    /// <param name="uuids">The uuids of the objects.</param>
    public async ValueTask<FoundObjects> FindAsync(FieldContext context, TypeDefinition type, IReadOnlyList<Guid> uuids)
    {
        if (uuids.Count == 0)
            return new FoundObjects(Read(context, type), []);
        if (Argument(context) is null)
            return await LoadAsync(context, type, uuids);
        var batch = _byUuid[type.Name];
        var found = await context.LoadManyAsync(batch, [.. uuids.Order().Select(uuid => new SiteKey(context, uuid))]);
        return found is [{ } only] ? only : new FoundObjects(Read(context, type), [.. found.OfType<FoundObjects>().SelectMany(each => each.Objects)]);
    }

    /// <summary>Finds the objects that refer to an object and that the filter of a field selects.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type of the objects that refer.</param>
    /// <param name="field">The field by which they refer.</param>
    /// <param name="target">The object to which they refer.</param>
    public async ValueTask<FoundObjects> FindReferrersAsync(FieldContext context, TypeDefinition type, FieldDefinition field, Guid target) =>
        await context.LoadAsync(_byTarget[(type.Name, field.Name)], new SiteKey(context, target)) ?? new FoundObjects(Read(context, type), []);

    /// <summary>Counts the objects that refer to an object and that the filter of a field selects.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type of the objects that refer.</param>
    /// <param name="field">The field by which they refer.</param>
    /// <param name="target">The object to which they refer.</param>
    public ValueTask<int> CountReferrersAsync(FieldContext context, TypeDefinition type, FieldDefinition field, Guid target) =>
        context.LoadAsync(_counts[(type.Name, field.Name)], new SiteKey(context, target));

    /// <summary>Finds, for each of several objects, the selected objects that refer to it.</summary>
    /// <param name="context">The field that needs them.</param>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field by which they refer.</param>
    /// <param name="targets">The objects to which they refer.</param>
    public async ValueTask<IReadOnlyDictionary<Guid, ImmutableArray<FoundObject>>> FindByTargetsAsync(
        FieldContext context, ObjectSelection selection, FieldDefinition field, IReadOnlyCollection<Guid> targets) =>
        (await StoreReads.ReadAsync(reader.ReadByTargetsAsync(selection, field, targets, context.CancellationToken))).OrThrow();

    /// <summary>Makes the loader of a type's objects by their uuids, before the schema is used.</summary>
    /// <param name="type">The type.</param>
    public void Prepare(TypeDefinition type) => _byUuid.TryAdd(
        type.Name,
        new BatchLoader<SiteKey, FoundObjects>($"{type.Name} by uuid", (keys, context) => LoadByUuidAsync(type, keys, context), StoreLimits.MaxBatch));

    /// <summary>Makes the loader of a relation, before the schema is used.</summary>
    /// <param name="type">The type of the objects that refer.</param>
    /// <param name="field">The field by which they refer.</param>
    public void Prepare(TypeDefinition type, FieldDefinition field)
    {
        _byTarget.TryAdd(
            (type.Name, field.Name),
            new BatchLoader<SiteKey, FoundObjects>(
                $"{type.Name} by {field.Name}", (keys, context) => LoadByTargetAsync(type, field, keys, context), StoreLimits.MaxBatch));
        _counts.TryAdd(
            (type.Name, field.Name),
            new BatchLoader<SiteKey, int>(
                $"count of {type.Name} by {field.Name}", (keys, context) => CountByTargetAsync(type, field, keys, context), StoreLimits.MaxBatch));
    }

    private static InputObject? Argument(FieldContext context) =>
        context.Field.Arguments.Any(argument => argument.Name == "filter") ? context.Argument<InputObject>("filter") : null;

    private async ValueTask<FoundObjects> LoadAsync(FieldContext context, TypeDefinition type, IReadOnlyList<Guid> uuids)
    {
        var selection = Read(context, type);
        if (uuids is [var only])
        {
            var state = await loader.LoadAsync(context, new ObjectKey(type.Name, only));
            return new FoundObjects(selection, state is { IsEmpty: false } && state.Overlaps(selection.Interval) ? [new FoundObject(new ObjectKey(type.Name, only), state)] : []);
        }

        var keys = uuids.Order().Select(uuid => new ObjectKey(type.Name, uuid)).ToArray();
        var states = await loader.LoadAsync(context, keys);
        var found = keys.Zip(states).Where(pair => pair.Second is { } state && state.Overlaps(selection.Interval));
        return new FoundObjects(selection, [.. found.Select(pair => new FoundObject(pair.First, pair.Second!))]);
    }

    private async ValueTask<IReadOnlyDictionary<SiteKey, FoundObjects>> LoadByUuidAsync(
        TypeDefinition type, IReadOnlyList<SiteKey> keys, BatchContext context)
    {
        var results = new Dictionary<SiteKey, FoundObjects>(keys.Count);
        foreach (var site in keys.GroupBy(key => key.Field.Site))
        {
            var selection = Read(site.First().Field, type);
            var uuids = site.Select(key => key.Uuid).ToImmutableArray();
            var found = await StoreReads.ReadAsync(
                reader.ReadAsync(selection with { Uuids = uuids }, after: null, uuids.Length, context.CancellationToken));
            var byUuid = found.OrThrow().ToDictionary(each => each.Key.Uuid);
            foreach (var key in site)
                results[key] = new FoundObjects(selection, byUuid.TryGetValue(key.Uuid, out var one) ? [one] : []);
        }

        return results;
    }

    private async ValueTask<IReadOnlyDictionary<SiteKey, int>> CountByTargetAsync(
        TypeDefinition type, FieldDefinition field, IReadOnlyList<SiteKey> keys, BatchContext context)
    {
        var results = new Dictionary<SiteKey, int>(keys.Count);
        foreach (var site in keys.GroupBy(key => key.Field.Site))
        {
            var selection = Read(site.First().Field, type);
            var counts = (await StoreReads.ReadAsync(
                reader.CountByTargetsAsync(selection, field, [.. site.Select(key => key.Uuid)], context.CancellationToken))).OrThrow();
            foreach (var key in site)
                results[key] = counts.GetValueOrDefault(key.Uuid);
        }

        return results;
    }

    private async ValueTask<IReadOnlyDictionary<SiteKey, FoundObjects>> LoadByTargetAsync(
        TypeDefinition type, FieldDefinition field, IReadOnlyList<SiteKey> keys, BatchContext context)
    {
        var results = new Dictionary<SiteKey, FoundObjects>(keys.Count);
        foreach (var site in keys.GroupBy(key => key.Field.Site))
        {
            var selection = Read(site.First().Field, type);
            var found = (await StoreReads.ReadAsync(
                reader.ReadByTargetsAsync(selection, field, [.. site.Select(key => key.Uuid)], context.CancellationToken))).OrThrow();
            foreach (var key in site)
                results[key] = new FoundObjects(selection, found.TryGetValue(key.Uuid, out var objects) ? objects : []);
        }

        return results;
    }
}
