using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores.Model;

/// <summary>What the authors of random commits have read.</summary>
public sealed class ReadState
{
    /// <summary>Objects that exist.</summary>
    public Dictionary<ObjectKey, ObjectRow> Objects { get; } = [];

    /// <summary>Groups.</summary>
    public Dictionary<Guid, GroupState> Groups { get; } = [];

    /// <summary>Versions of namespaces.</summary>
    public Dictionary<string, long> Namespaces { get; } = [];

    /// <summary>What is due.</summary>
    public List<DueInstant> Due { get; } = [];
}
