using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Storage;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>A filter that a caller gave, while its conditions are made.</summary>
/// <param name="Input">The filter; null if the caller gave none.</param>
/// <param name="Filters">The filters of all types.</param>
/// <param name="Interval">The interval of the filter.</param>
/// <param name="KnownAt">The registration time of the filter; null for now.</param>
/// <param name="Now">The current instant.</param>
internal sealed record FilterReading(
    InputObject? Input, ObjectFilters Filters, Validity Interval, DateTimeOffset? KnownAt, DateTimeOffset Now)
{
    /// <summary>Whether the caller gave a field, also as null.</summary>
    /// <param name="name">The name of the field.</param>
    public bool Has(string name) => Input is not null && Input.Type.FindField(name) is not null && Input.Has(name);

    /// <summary>The value of a field; default if the filter has no such field, or the caller did not give it, or gave null.</summary>
    /// <typeparam name="T">The class of the value.</typeparam>
    /// <param name="name">The name of the field.</param>
    public T? Get<T>(string name) => Has(name) ? Input!.Get<T>(name) : default;

    /// <summary>The items of a list; default if the caller did not give it, or gave null.</summary>
    /// <typeparam name="T">The class of the items.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <exception cref="RefusedException">The list is too long.</exception>
    public ImmutableArray<T> List<T>(string name)
    {
        if (!Has(name) || Input!.GetList<T>(name) is not { } list)
            return default;
        return list.Count <= StoreLimits.MaxBatch
            ? [.. list]
            : throw Refusals.InvalidInput($"{name} has {list.Count} items; it may have {StoreLimits.MaxBatch} at most.", $"filter.{name}");
    }

    /// <summary>Reads a nested filter.</summary>
    /// <param name="type">The name of the type that it selects.</param>
    /// <param name="filter">The filter; null for the default one.</param>
    public ObjectSelection Nested(string type, InputObject? filter) => Filters.Read(type, filter, Now);

    /// <summary>The objects of a type in the interval of this filter.</summary>
    /// <param name="type">The name of the type.</param>
    public ObjectSelection Contemporary(string type) => new() { Type = Filters.Catalogue[type], Interval = Interval, KnownAt = KnownAt };
}
