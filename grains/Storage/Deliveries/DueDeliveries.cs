using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>The deliveries of a registration that can be made now.</summary>
/// <param name="Rows">The deliveries: at most one for each object, the longest due first.</param>
/// <param name="Next">
/// The first instant after the one that was asked for at which a delivery becomes due, as far as is known now; null if none waits.
/// </param>
public sealed record DueDeliveries(ImmutableArray<DeliveryRow> Rows, DateTimeOffset? Next);
