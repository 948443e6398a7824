using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>Selects deliveries of a registration.</summary>
/// <param name="Registration">The registration.</param>
/// <param name="Parked">True for those that are parked, false for those that wait.</param>
/// <param name="Limit">The most deliveries to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
/// <param name="After">Only those with a number above this one; 0 for all.</param>
/// <param name="Object">Only those of this object; null for all.</param>
/// <param name="WithPayload">Whether to read the payloads; without, they are empty.</param>
public sealed record DeliveryQuery(
    Guid Registration, bool Parked, int Limit, long After = 0, ObjectKey? Object = null, bool WithPayload = true);
