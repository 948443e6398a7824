using System.Collections.Immutable;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Reading;

/// <summary>Reads deliveries from a state. It looks at all of them: this is the model, and clearer than fast.</summary>
internal static class DeliveryLookups
{
    /// <summary>The deliveries of a registration that can be made, and when the next one can.</summary>
    public static DueDeliveries Due(StoreState state, Guid registration, DateTimeOffset until, int limit)
    {
        var heads = Heads(state.Deliveries.Values.Where(row => row.Registration == registration));
        var due = heads.Where(row => row.Due <= until).OrderBy(row => row.Due).ThenBy(row => row.Object).Take(limit);
        return new DueDeliveries([.. due], heads.Where(row => row.Due > until).Min(row => (DateTimeOffset?)row.Due));
    }

    /// <summary>Deliveries of a registration by their numbers, ascending.</summary>
    public static ImmutableArray<DeliveryRow> ByNumber(StoreState state, Guid registration, ImmutableArray<long> numbers) =>
    [
        .. numbers.Distinct().Order().Select(number => state.Deliveries.GetValueOrDefault(number)).OfType<DeliveryRow>()
            .Where(row => row.Registration == registration),
    ];

    /// <summary>Deliveries of a registration, ascending by number.</summary>
    public static ImmutableArray<DeliveryRow> List(StoreState state, DeliveryQuery query) =>
    [
        .. state.Deliveries.Values
            .Where(row => row.Registration == query.Registration && row.Parked == query.Parked && row.Number > query.After
                && (query.Object is not { } wanted || row.Object == wanted))
            .Take(query.Limit)
            .Select(row => query.WithPayload ? row : row with { Payload = [] }),
    ];

    /// <summary>What is left to deliver, by registration.</summary>
    public static ImmutableArray<DeliveryBacklog> Backlogs(StoreState state, Guid? after, int limit) =>
    [
        .. state.Deliveries.Values.GroupBy(row => row.Registration)
            .Where(rows => after is not { } last || rows.Key.CompareTo(last) > 0)
            .OrderBy(rows => rows.Key)
            .Take(limit)
            .Select(rows => new DeliveryBacklog(
                rows.Key,
                rows.LongCount(row => !row.Parked),
                rows.LongCount(row => row.Parked),
                rows.Where(row => !row.Parked).Min(row => (DateTimeOffset?)row.Time),
                Heads(rows).Min(row => (DateTimeOffset?)row.Due))),
    ];

    /// <summary>The first delivery of each object that waits.</summary>
    private static List<DeliveryRow> Heads(IEnumerable<DeliveryRow> rows) =>
        [.. rows.Where(row => !row.Parked).GroupBy(row => row.Object).Select(waiting => waiting.MinBy(row => row.Number)!)];
}
