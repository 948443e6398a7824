namespace MoCluster.Faults;

/// <summary>Tests that measure, or that load the machine so much that others would measure it. They run while no other test of the suite runs.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
