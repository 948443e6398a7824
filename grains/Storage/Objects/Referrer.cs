namespace MoCluster.Grains.Storage.Objects;

/// <summary>An object that refers to another.</summary>
/// <param name="Target">The uuid of the object referred to.</param>
/// <param name="Source">The uuid of the object that refers.</param>
public readonly record struct Referrer(Guid Target, Guid Source);
