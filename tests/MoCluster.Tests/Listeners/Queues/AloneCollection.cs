namespace MoCluster.Tests.Listeners.Queues;

/// <summary>Tests that measure time or memory: they run when nothing else of the suite does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
