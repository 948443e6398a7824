using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Stores.Memory.State;

/// <summary>
/// All that a store knows except the events, as one immutable value: every commit makes a new one. So a reader never waits and never sees half a commit, a
/// writer judges a batch on a state that readers do not see yet, and a snapshot delays nothing.
/// </summary>
/// <remarks>
/// A state may be partial. The judge looks only at rows that a commit names or implies, so a store that loads these rows into an empty state gets the same
/// verdicts.
/// </remarks>
internal sealed record StoreState
{
    /// <summary>
    /// How many of the last commits are remembered by their ids at least; at most twice as many are. A repetition of an older commit is judged again.
    /// </summary>
    public const int RememberedCommits = 16_384;

    /// <summary>The state of an empty store.</summary>
    public static StoreState Empty { get; } = new();

    /// <summary>The objects.</summary>
    public ImmutableDictionary<ObjectKey, StoredObject> Objects { get; init; } = ImmutableDictionary<ObjectKey, StoredObject>.Empty;

    /// <summary>The uuids of the objects of each type.</summary>
    public ImmutableDictionary<string, ImmutableSortedSet<Guid>> Types { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<Guid>>.Empty;

    /// <summary>The uuids of the objects that are found by each user key.</summary>
    public ImmutableDictionary<TypedUserKey, ImmutableSortedSet<Guid>> UserKeys { get; init; } =
        ImmutableDictionary<TypedUserKey, ImmutableSortedSet<Guid>>.Empty;

    /// <summary>References by their target, then by the object that refers.</summary>
    public ImmutableDictionary<ObjectKey, ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>> Referrers { get; init; } =
        ImmutableDictionary<ObjectKey, ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>>.Empty;

    /// <summary>The objects that hold unique keys.</summary>
    public ImmutableDictionary<UniqueKey, ObjectKey> Keys { get; init; } = ImmutableDictionary<UniqueKey, ObjectKey>.Empty;

    /// <summary>Due instants, the earliest first.</summary>
    public ImmutableSortedSet<DueInstant> Due { get; init; } = ImmutableSortedSet.Create<DueInstant>(DueOrder.Instance);

    /// <summary>The ends of the streams.</summary>
    public ImmutableSortedDictionary<StreamKey, StreamEnds> Streams { get; init; } = ImmutableSortedDictionary<StreamKey, StreamEnds>.Empty;

    /// <summary>Listener groups.</summary>
    public ImmutableDictionary<Guid, StoredGroup> Groups { get; init; } = ImmutableDictionary<Guid, StoredGroup>.Empty;

    /// <summary>Listeners.</summary>
    public ImmutableSortedDictionary<Guid, StoredListener> Listeners { get; init; } = ImmutableSortedDictionary<Guid, StoredListener>.Empty;

    /// <summary>Listeners by their keys.</summary>
    public ImmutableDictionary<ListenerKey, Guid> ListenerKeys { get; init; } = ImmutableDictionary<ListenerKey, Guid>.Empty;

    /// <summary>The listeners of a stream.</summary>
    public ImmutableDictionary<StreamKey, ImmutableSortedSet<Guid>> StreamListeners { get; init; } =
        ImmutableDictionary<StreamKey, ImmutableSortedSet<Guid>>.Empty;

    /// <summary>Namespaces.</summary>
    public ImmutableSortedDictionary<string, NamespaceDefinition> Namespaces { get; init; } =
        ImmutableSortedDictionary.Create<string, NamespaceDefinition>(StringComparer.Ordinal);

    /// <summary>Results kept under idempotency keys.</summary>
    public ImmutableDictionary<IdempotencyKey, KeptResult> Results { get; init; } = ImmutableDictionary<IdempotencyKey, KeptResult>.Empty;

    /// <summary>The keys of <see cref="Results"/> with their times, in the order in which they were taken.</summary>
    public ImmutableQueue<KeyValuePair<IdempotencyKey, DateTimeOffset>> ResultOrder { get; init; } = [];

    /// <summary>Deliveries that were not made yet, by number.</summary>
    public ImmutableSortedDictionary<long, DeliveryRow> Deliveries { get; init; } = ImmutableSortedDictionary<long, DeliveryRow>.Empty;

    /// <summary>The last number that a delivery was given; 0 if there was none.</summary>
    public long LastDelivery { get; init; }

    /// <summary>The assignments of the last commits, by their ids. When this is full, it becomes <see cref="RememberedBefore"/>, and an empty one begins.</summary>
    public ImmutableDictionary<Guid, Assignment> Remembered { get; init; } = ImmutableDictionary<Guid, Assignment>.Empty;

    /// <summary>The former <see cref="Remembered"/>.</summary>
    public ImmutableDictionary<Guid, Assignment> RememberedBefore { get; init; } = ImmutableDictionary<Guid, Assignment>.Empty;

    /// <summary>The ends of a stream, which may have no events yet.</summary>
    public StreamEnds EndsOf(StreamKey stream) => Streams.TryGetValue(stream, out var ends) ? ends : StreamEnds.None;

    /// <summary>A listener group, which may not have been written yet.</summary>
    public StoredGroup GroupOf(Guid group) => Groups.TryGetValue(group, out var stored) ? stored : StoredGroup.Empty;

    /// <summary>The assignment of a commit; null if it is not remembered.</summary>
    public Assignment? Recall(Guid commit) =>
        Remembered.TryGetValue(commit, out var assignment) || RememberedBefore.TryGetValue(commit, out assignment) ? assignment : null;

    /// <summary>Whether a kept result is older than its week.</summary>
    public static bool IsOver(KeptResult result, DateTimeOffset now) => result.Time + StoreLimits.ResultLifetime <= now;
}
