using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>Identifies a delivery. No number is given twice.</summary>
/// <param name="Registration">The registration of the after trigger that it is for.</param>
/// <param name="Object">The object of which it tells. The deliveries of one registration and object are made in the order of their numbers.</param>
/// <param name="Number">Its number, which the store gave. The numbers of one registration and object ascend in the order of their commits.</param>
public readonly record struct DeliveryKey(Guid Registration, ObjectKey Object, long Number);
