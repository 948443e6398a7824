namespace MoCluster.Grains.Storage.Objects;

/// <summary>A place in the list of those who refer to an object, which ascends by uuid.</summary>
/// <param name="Target">The uuid of the object referred to.</param>
/// <param name="After">Only referrers with a uuid above this one; null for all.</param>
public readonly record struct ReferrerPlace(Guid Target, Guid? After = null);
