using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Selection;

/// <summary>The limits of finding objects by filters.</summary>
public sealed record SelectionOptions
{
    /// <summary>
    /// How many objects a nested filter, or one relation of all objects of an answer together, may find. A query that finds more is refused; it can
    /// be made narrower, or asked in smaller pages. A uuid takes about 50 bytes while the query runs, an object that is shown a few KB.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int MaxFound { get; init; } = 200_000;

    /// <summary>How many objects are read at once while a filter that no index serves (names, a search, an external id) looks at all objects of a type.</summary>
    [Range(10, StoreLimits.MaxBatch)]
    public int ChunkLength { get; init; } = 1_000;

    /// <summary>The refusal of a query that finds more than <see cref="MaxFound"/>.</summary>
    /// <param name="what">What it finds, in the plural.</param>
    internal Refusal TooMany(string what) => new(
        RefusalCode.InvalidInput,
        $"The query goes through more than {MaxFound} {what}, which is the limit of a nested filter and of a relation (Selection:MaxFound). "
            + "Make its filters narrower, or ask in smaller pages.");
}
