using System.Collections.Immutable;
using MoCluster.Simulation.Faults;

namespace MoCluster.Simulation.Plans;

/// <summary>
/// Everything that is to happen in one run, drawn from its seed before it begins: a value, so that a run that fails can be cut down to
/// the few parts that make it fail.
/// </summary>
internal sealed record Plan
{
    /// <summary>From which the plan was drawn, for the reader.</summary>
    public required int Origin { get; init; }

    /// <summary>Decides the order of turns and messages, and every draw made on the way.</summary>
    public required int Seed { get; init; }

    /// <summary>How many silos there are.</summary>
    public required int Silos { get; init; }

    /// <summary>Whether the store is the journal of the one silo; else a server that all silos share.</summary>
    public required bool Journal { get; init; }

    /// <summary>Whether limits are so small that every queue, window and batch fills up.</summary>
    public required bool Tight { get; init; }

    /// <summary>Listeners, by index.</summary>
    public required ImmutableArray<ListenerPlan> Listeners { get; init; }

    /// <summary>Who fetches and acknowledges.</summary>
    public required ImmutableArray<ConsumerPlan> Consumers { get; init; }

    /// <summary>What integrations send.</summary>
    public required ImmutableArray<PublishPlan> Publications { get; init; }

    /// <summary>What becomes of objects.</summary>
    public required ImmutableArray<ChangePlan> Changes { get; init; }

    /// <summary>What is done to entries of queues.</summary>
    public required ImmutableArray<EntryPlan> Entries { get; init; }

    /// <summary>Which listeners are moved.</summary>
    public required ImmutableArray<MovePlan> Moves { get; init; }

    /// <summary>Which listeners pause.</summary>
    public required ImmutableArray<PausePlan> Pauses { get; init; }

    /// <summary>What goes wrong.</summary>
    public required ImmutableArray<Fault> Faults { get; init; }

    /// <summary>How much there is in it: what shrinking makes less.</summary>
    public int Size => Silos + Listeners.Length + Consumers.Sum(consumer => consumer.Rounds) + Publications.Sum(publication => publication.Events.Length)
        + Changes.Length + Entries.Length + Moves.Length + Pauses.Length + Faults.Length;

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines() =>
    [
        $"{(Journal ? "one silo with its journal" : $"{Silos} silos")}, order {Seed}{(Tight ? ", tight limits" : "")}",
        .. Listeners.Select(listener => $"{listener}"), .. Consumers.Select(consumer => $"{consumer}"),
        .. Publications.Select(publication => $"{publication}"), .. Changes.Select(change => $"{change}"),
        .. Entries.Select(entry => $"{entry}"), .. Moves.Select(move => $"{move}"), .. Pauses.Select(pause => $"{pause}"), .. Faults.Select(fault => $"{fault}"),
    ];
}
