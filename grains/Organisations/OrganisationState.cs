using MoCluster.GrainInterfaces.Organisations;

namespace MoCluster.Grains.Organisations;

/// <summary>What is stored of the root organisation.</summary>
[GenerateSerializer, Alias("mo.organisation-state")]
public sealed class OrganisationState
{
    /// <summary>The organisation; null until it is created.</summary>
    [Id(0)] public OrganisationDefinition? Organisation { get; set; }
}
