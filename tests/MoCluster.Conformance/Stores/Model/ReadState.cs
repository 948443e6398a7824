using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores.Model;

/// <summary>The state that the authors of random commits have read.</summary>
public sealed class ReadState
{
    /// <summary>Objects that exist.</summary>
    public Dictionary<ObjectKey, ObjectRow> Objects { get; } = [];

    /// <summary>The groups' states.</summary>
    public Dictionary<Guid, GroupState> Groups { get; } = [];

    /// <summary>The versions of namespaces.</summary>
    public Dictionary<string, long> Namespaces { get; } = [];

    /// <summary>The due instants.</summary>
    public List<DueInstant> Due { get; } = [];

    /// <summary>The deliveries that were not made yet, ascending by number.</summary>
    public List<DeliveryRow> Deliveries { get; } = [];
}
