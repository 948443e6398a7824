using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>A call of an after trigger outside the process, to be made after the commit (docs/guarantees.md).</summary>
/// <param name="Registration">The registration of the trigger.</param>
/// <param name="Object">The object that was changed.</param>
/// <param name="Payload">What is delivered, at most <see cref="StoreLimits.MaxDeliveryBytes"/>. The store does not look into it.</param>
/// <param name="Route">Where it goes beyond what the registration says, for example a routing key; null for none. At most <see cref="StoreLimits.MaxRouteBytes"/>.</param>
public sealed record DeliveryWrite(Guid Registration, ObjectKey Object, ImmutableArray<byte> Payload, string? Route = null);
