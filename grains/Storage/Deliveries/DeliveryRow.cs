using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>A delivery that was not made yet: it waits, or it is parked.</summary>
/// <param name="Registration">The registration of the trigger.</param>
/// <param name="Number">The number that the store gave.</param>
/// <param name="Object">The object that was changed.</param>
/// <param name="Payload">What is delivered.</param>
/// <param name="Route">Where it goes beyond what the registration says; null for none.</param>
/// <param name="Time">When the change was committed.</param>
/// <param name="Attempts">How often it was tried since it was written or replayed.</param>
/// <param name="Due">It is not tried before this instant.</param>
/// <param name="Parked">Whether it is not tried until it is replayed. It holds up no other delivery.</param>
/// <param name="Reason">Why the last attempt failed, or why it is parked; null if it was not tried yet.</param>
public sealed record DeliveryRow(
    Guid Registration,
    long Number,
    ObjectKey Object,
    ImmutableArray<byte> Payload,
    string? Route,
    DateTimeOffset Time,
    int Attempts,
    DateTimeOffset Due,
    bool Parked,
    string? Reason)
{
    /// <summary>What identifies the delivery.</summary>
    public DeliveryKey Key => new(Registration, Object, Number);
}
