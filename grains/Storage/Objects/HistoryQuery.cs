using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>Asks for the registrations of several objects that were the current one at some time in <c>[From, To)</c>.</summary>
/// <param name="Objects">The objects, each with the place where its part of the answer begins.</param>
/// <param name="From">The first instant; <see cref="DateTimeOffset.MinValue"/> for any.</param>
/// <param name="To">The first instant after the interval; <see cref="DateTimeOffset.MaxValue"/> for none.</param>
/// <param name="Limit">The most registrations to return of each object. Times the number of objects, it is at most <see cref="StoreLimits.MaxBatch"/>.</param>
public sealed record HistoryQuery(ImmutableArray<HistoryPlace> Objects, DateTimeOffset From, DateTimeOffset To, int Limit)
{
    /// <summary>Asks for the one registration of each object that was the current one at an instant.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="instant">The instant.</param>
    public static HistoryQuery At(IEnumerable<HistoryPlace> objects, DateTimeOffset instant) =>
        new([.. objects], instant, instant < DateTimeOffset.MaxValue ? instant.AddTicks(1) : instant, 1);
}
