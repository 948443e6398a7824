using System.Collections.Immutable;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Storage.Commits;

/// <summary>
/// What is to become true together, whole or not at all: the one write path (DESIGN.md §4). Its parts are checked first, all of
/// them, then written; several commits of one group are judged in order, each on what those before it left.
/// </summary>
public sealed record Commit
{
    /// <summary>
    /// The command's identity. The same commit again, within the last few thousand, is answered as the first time and changes nothing.
    /// A refused commit is not remembered: it may be made again under its id, and is judged anew.
    /// </summary>
    public required Guid Id { get; init; }

    /// <summary>What must hold, beyond what the other parts imply by themselves.</summary>
    public ImmutableArray<Precondition> Preconditions { get; init; } = [];

    /// <summary>New registrations of objects, each object at most once.</summary>
    public ImmutableArray<RegistrationWrite> Registrations { get; init; } = [];

    /// <summary>Events to append, numbered in this order within their streams.</summary>
    public ImmutableArray<EventDraft> Events { get; init; } = [];

    /// <summary>Progress of listener groups, each group at most once.</summary>
    public ImmutableArray<GroupWrite> Groups { get; init; } = [];

    /// <summary>Due instants to strike; each must still stand.</summary>
    public ImmutableArray<DueInstant> Struck { get; init; } = [];

    /// <summary>Namespaces and listeners declared, changed or deleted.</summary>
    public ImmutableArray<DefinitionWrite> Definitions { get; init; } = [];

    /// <summary>Results to keep under idempotency keys, each of which must be free.</summary>
    public ImmutableArray<ResultWrite> Results { get; init; } = [];
}
