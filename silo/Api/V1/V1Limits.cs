using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1;

/// <summary>The values of the limits of <c>/v1</c>, and the checks against them.</summary>
internal static class V1Limits
{
    /// <summary>The value of a limit.</summary>
    /// <param name="options">The options of the API.</param>
    /// <param name="limit">The limit.</param>
    /// <returns>A number of items or of seconds; null for none.</returns>
    public static double? Of(this ApiOptions options, V1Limit limit) => limit switch
    {
        V1Limit.None => null,
        V1Limit.BatchLength => options.MaxBatchLength,
        V1Limit.FetchLength => options.MaxFetchLength,
        V1Limit.Wait => options.MaxWait.TotalSeconds,
        V1Limit.Delay => ListenerPolicy.LongestDelay.TotalSeconds,
        V1Limit.Lease => ListenerPolicy.LongestLease.TotalSeconds,
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, null),
    };

    /// <summary>Refuses a number that is out of its range.</summary>
    /// <param name="options">The options of the API.</param>
    /// <param name="value">The number.</param>
    /// <param name="least">The lower bound.</param>
    /// <param name="limit">The upper bound.</param>
    /// <param name="path">The path of the number in the body.</param>
    public static void CheckRange(this ApiOptions options, double value, double least, V1Limit limit, string path)
    {
        if (!(value >= least && value <= options.Of(limit)))
            throw Refusals.InvalidInput($"{path} is {value}; it must be from {least} to {options.Of(limit)}.", path);
    }

    /// <summary>Refuses a list that is longer than <see cref="V1Limit.BatchLength"/>.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="options">The options of the API.</param>
    /// <param name="items">The list.</param>
    /// <param name="path">The path of the list in the body.</param>
    public static void CheckLength<T>(this ApiOptions options, IReadOnlyList<T> items, string path)
    {
        if (items.Count > options.Of(V1Limit.BatchLength))
            throw Refusals.InvalidInput($"{path} has {items.Count} items; it may have {options.MaxBatchLength} at most.", path);
    }
}
