using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The filters of lists and of refreshes (docs/os2mo.md §4.1 and §8).</summary>
internal static class ObjectFilters
{
    /// <summary>The name of the filter of a type.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(TypeDefinition type) => $"{type.GraphQLName}Filter";

    /// <summary>Declares the filter of a type.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="type">The type.</param>
    public static void AddTo(SchemaBuilder schema, TypeDefinition type) => schema
        .Input(NameOf(type),
            $"Selects the objects of type `{type.Name}` that meet all given fields. Null does not restrict, an empty list finds nothing.")
        .Field("uuids", "[UUID!]", "Those with one of these uuids.")
        .Field("user_keys", "[String!]", "Those that have, at any time, one of these user keys.")
        .Field("from_date", "DateTime", "Those that are active at some time from this instant on: now when absent, since ever when null.")
        .Field("to_date", "DateTime", "Those that are active at some time before this instant: at from_date itself when absent, for ever when null.");

    /// <summary>Makes the query of a filter.</summary>
    /// <param name="type">The type.</param>
    /// <param name="filter">The filter; null for the default one.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="after">The uuid after which the page begins; null for the first page.</param>
    /// <param name="limit">The most objects.</param>
    public static ObjectQuery ToQuery(TypeDefinition type, InputObject? filter, DateTimeOffset now, Guid? after, int limit) => new(
        type.Name,
        limit,
        after,
        List<Guid>(filter, "uuids"),
        List<string>(filter, "user_keys"),
        Active(filter, now));

    /// <summary>
    /// The interval in which the objects must be active: a single instant by default, and null for any time. Null also finds terminated and
    /// deleted objects.
    /// </summary>
    private static Validity? Active(InputObject? filter, DateTimeOffset now)
    {
        var from = End(filter, "from_date", now, DateTimeOffset.MinValue);
        var point = from == DateTimeOffset.MinValue ? now : from;
        var to = End(filter, "to_date", point < DateTimeOffset.MaxValue ? point.AddTicks(1) : point, DateTimeOffset.MaxValue);
        if (from >= to)
            throw Refusals.InvalidInput("from_date must be before to_date; from_date is now when it is absent.", "filter.from_date");
        return from == DateTimeOffset.MinValue && to == DateTimeOffset.MaxValue ? null : new Validity(from, to);
    }

    private static DateTimeOffset End(InputObject? filter, string name, DateTimeOffset absent, DateTimeOffset open)
    {
        if (filter is null || !filter.Values.TryGetValue(name, out var value))
            return absent;
        return value is DateTimeOffset instant ? instant.ToUniversalTime() : open;
    }

    private static ImmutableArray<T> List<T>(InputObject? filter, string name)
    {
        if (filter?.GetList<T>(name) is not { } list)
            return default;
        return list.Count <= StoreLimits.MaxBatch
            ? [.. list]
            : throw Refusals.InvalidInput($"{name} has {list.Count} items; it may have {StoreLimits.MaxBatch} at most.", $"filter.{name}");
    }
}
