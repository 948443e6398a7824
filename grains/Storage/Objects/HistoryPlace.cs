using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>A place in the history of an object.</summary>
/// <param name="Object">The object.</param>
/// <param name="After">Only registrations with a number above this one.</param>
public readonly record struct HistoryPlace(ObjectKey Object, long After = 0);
