using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>A registration with its object, and the time until which it was the current one.</summary>
/// <param name="Object">The object.</param>
/// <param name="Registration">The registration.</param>
/// <param name="Until">The time of the next registration; null when this is the current one.</param>
public sealed record HistoryRow(ObjectKey Object, RegistrationRow Registration, DateTimeOffset? Until);
