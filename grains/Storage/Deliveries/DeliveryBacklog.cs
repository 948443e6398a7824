namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>What is left to deliver for a registration.</summary>
/// <param name="Registration">The registration.</param>
/// <param name="Waiting">How many deliveries wait, those behind others of their object included.</param>
/// <param name="Parked">How many are parked.</param>
/// <param name="Oldest">When the oldest of those that wait was committed; null if none waits.</param>
/// <param name="NextDue">When the first delivery that can be made is due, be it past or future; null if none waits.</param>
public sealed record DeliveryBacklog(Guid Registration, long Waiting, long Parked, DateTimeOffset? Oldest, DateTimeOffset? NextDue);
