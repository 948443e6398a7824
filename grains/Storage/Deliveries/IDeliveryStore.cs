using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>Reads the deliveries that commits wrote for after triggers and that were not made yet.</summary>
public interface IDeliveryStore
{
    /// <summary>
    /// Reads the deliveries of a registration that can be made now: those that are due, not parked, and not behind another of the same object that waits. So
    /// the deliveries of one object are made in order, and one that waits for its back-off holds up its own object only.
    /// </summary>
    /// <param name="registration">The registration.</param>
    /// <param name="until">Only deliveries that are due at this instant.</param>
    /// <param name="limit">The most deliveries to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The deliveries, ascending by the instant at which they were due, then by object.</returns>
    ValueTask<DueDeliveries> ReadDueDeliveriesAsync(Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation);

    /// <summary>Reads deliveries of a registration by their numbers, ascending. Those that are gone are left out.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="numbers">The numbers; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation);

    /// <summary>Reads deliveries of a registration, ascending by number.</summary>
    /// <param name="query">Selects them.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation);

    /// <summary>Reads what is left to deliver, for each registration that has something left.</summary>
    /// <param name="after">Only registrations above this one; null for all.</param>
    /// <param name="limit">The most backlogs to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Backlogs, ascending by registration. If there are fewer than <paramref name="limit"/>, there are no others.</returns>
    ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation);
}
