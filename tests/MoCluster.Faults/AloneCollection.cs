namespace MoCluster.Faults;

/// <summary>Tests that measure. They run while no other test of the suite runs.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
