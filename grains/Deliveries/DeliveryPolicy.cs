namespace MoCluster.Grains.Deliveries;

/// <summary>How the deliveries of a registration are tried.</summary>
/// <param name="Attempts">How often a delivery is tried before it is parked, from 1.</param>
/// <param name="FirstBackOff">The time between the first attempt and the second. Each further one is twice as long.</param>
/// <param name="LongestBackOff">The longest time between two attempts.</param>
/// <param name="Concurrency">How many deliveries are made at a time, each of another object, from 1.</param>
/// <param name="Timeout">How long an attempt may take.</param>
public sealed record DeliveryPolicy(int Attempts, TimeSpan FirstBackOff, TimeSpan LongestBackOff, int Concurrency, TimeSpan Timeout);
