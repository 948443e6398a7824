using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MoCluster.Grains.Storage;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>The limits of reads, which are the same in every store.</summary>
internal static class ReadRules
{
    /// <summary>Checks how many rows a read asks for.</summary>
    /// <param name="limit">The number of rows.</param>
    /// <param name="name">The name of the argument, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one, or more than <see cref="StoreLimits.MaxBatch"/>.</exception>
    public static void CheckLimit(int limit, [CallerArgumentExpression(nameof(limit))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaxBatch, name);
    }

    /// <summary>Checks how many keys a read names.</summary>
    /// <param name="length">The number of keys.</param>
    /// <param name="name">The name of the argument, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is more than <see cref="StoreLimits.MaxBatch"/>.</exception>
    public static void CheckBatch(int length, [CallerArgumentExpression(nameof(length))] string? name = null) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, StoreLimits.MaxBatch, name);

    /// <summary>Checks how many rows a read of several keys may return.</summary>
    /// <param name="length">The number of keys.</param>
    /// <param name="limit">The most rows of each.</param>
    /// <param name="name">The name of the argument, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is more than <see cref="StoreLimits.MaxBatch"/>.</exception>
    public static void CheckBatch(int length, int limit, [CallerArgumentExpression(nameof(length))] string? name = null) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)length * limit, StoreLimits.MaxBatch, name);

    /// <summary>Checks how many values a filter names.</summary>
    /// <param name="filter">The values; the default restricts nothing.</param>
    /// <param name="name">The name of the argument, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="StoreLimits.MaxBatch"/>.</exception>
    public static void CheckFilter<T>(ImmutableArray<T> filter, [CallerArgumentExpression(nameof(filter))] string? name = null)
    {
        if (!filter.IsDefault)
            CheckBatch(filter.Length, name);
    }
}
