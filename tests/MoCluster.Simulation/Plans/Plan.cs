using System.Collections.Immutable;
using MoCluster.Simulation.Faults;

namespace MoCluster.Simulation.Plans;

/// <summary>
/// Everything that happens in one run, drawn from its seed before it begins. It is a value, so that the plan of a failed run can be reduced
/// to the few parts that make it fail.
/// </summary>
internal sealed record Plan
{
    /// <summary>The seed from which the plan was drawn, for the reader.</summary>
    public required int Origin { get; init; }

    /// <summary>Determines the order of turns and messages, and every draw during the run.</summary>
    public required int Seed { get; init; }

    /// <summary>How many silos there are.</summary>
    public required int Silos { get; init; }

    /// <summary>Whether the store is the embedded one of a single silo; otherwise it is a server that all silos share.</summary>
    public required bool IsEmbedded { get; init; }

    /// <summary>Whether limits are so small that every queue, window and batch fills up.</summary>
    public required bool Tight { get; init; }

    /// <summary>Listeners, by index.</summary>
    public required ImmutableArray<ListenerPlan> Listeners { get; init; }

    /// <summary>The consumers.</summary>
    public required ImmutableArray<ConsumerPlan> Consumers { get; init; }

    /// <summary>The publications.</summary>
    public required ImmutableArray<PublishPlan> Publications { get; init; }

    /// <summary>The mutations of objects.</summary>
    public required ImmutableArray<ChangePlan> Changes { get; init; }

    /// <summary>The operators' changes and listings of entries.</summary>
    public required ImmutableArray<EntryPlan> Entries { get; init; }

    /// <summary>The moves of listeners.</summary>
    public required ImmutableArray<MovePlan> Moves { get; init; }

    /// <summary>The pauses of listeners.</summary>
    public required ImmutableArray<PausePlan> Pauses { get; init; }

    /// <summary>The targets of deliveries, by index; empty if the run has none.</summary>
    public ImmutableArray<TargetPlan> Targets { get; init; } = [];

    /// <summary>What happens to deliveries.</summary>
    public ImmutableArray<DeliveryPlan> Deliveries { get; init; } = [];

    /// <summary>The faults.</summary>
    public required ImmutableArray<Fault> Faults { get; init; }

    /// <summary>The size of the plan, which shrinking reduces.</summary>
    public int Size => Silos + Listeners.Length + Consumers.Sum(consumer => consumer.Rounds) + Publications.Sum(publication => publication.Events.Length)
        + Changes.Length + Entries.Length + Moves.Length + Pauses.Length + Deliveries.Length + Faults.Length;

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines() =>
    [
        $"{(IsEmbedded ? "one silo with its embedded store" : $"{Silos} silos")}, order {Seed}{(Tight ? ", tight limits" : "")}",
        .. Listeners.Select(listener => $"{listener}"), .. Consumers.Select(consumer => $"{consumer}"),
        .. Publications.Select(publication => $"{publication}"), .. Changes.Select(change => $"{change}"),
        .. Entries.Select(entry => $"{entry}"), .. Moves.Select(move => $"{move}"), .. Pauses.Select(pause => $"{pause}"),
        .. Targets.Select(target => $"{target}"), .. Deliveries.Select(delivery => $"{delivery}"), .. Faults.Select(fault => $"{fault}"),
    ];
}
