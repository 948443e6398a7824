namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A value that a field may take.</summary>
/// <param name="Name">The value as it is written.</param>
/// <param name="Description">What the value means; null where the name says enough.</param>
public sealed record EnumValueDefinition(string Name, string? Description);
