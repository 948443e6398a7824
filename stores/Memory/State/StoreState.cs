using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Stores.Memory.State;

/// <summary>
/// All that a store knows except the events themselves, as one immutable value: a commit makes a new one. So a reader never waits
/// and never sees half a commit, a writer judges a group on a state that nobody sees yet, and a snapshot holds nobody up.
/// </summary>
/// <remarks>
/// It may be partial: the judge looks at nothing but the rows that a commit names or implies, so a store elsewhere loads those
/// rows into an empty state and has the same verdicts.
/// </remarks>
internal sealed record StoreState
{
    /// <summary>
    /// How many commits, the last ones, are remembered by their ids, and no more than twice as many: older ones that are repeated are
    /// judged anew.
    /// </summary>
    public const int RememberedCommits = 16_384;

    /// <summary>A store in which nothing was ever committed.</summary>
    public static StoreState Empty { get; } = new();

    /// <summary>The objects.</summary>
    public ImmutableDictionary<ObjectKey, StoredObject> Objects { get; init; } = ImmutableDictionary<ObjectKey, StoredObject>.Empty;

    /// <summary>The uuids of each type's objects, for lists.</summary>
    public ImmutableDictionary<string, ImmutableSortedSet<Guid>> Types { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<Guid>>.Empty;

    /// <summary>Who is listed by a user key.</summary>
    public ImmutableDictionary<TypedUserKey, ImmutableSortedSet<Guid>> UserKeys { get; init; } =
        ImmutableDictionary<TypedUserKey, ImmutableSortedSet<Guid>>.Empty;

    /// <summary>References by their target, then by the object that holds them.</summary>
    public ImmutableDictionary<ObjectKey, ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>> Referrers { get; init; } =
        ImmutableDictionary<ObjectKey, ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>>.Empty;

    /// <summary>Who holds a unique key.</summary>
    public ImmutableDictionary<UniqueKey, ObjectKey> Keys { get; init; } = ImmutableDictionary<UniqueKey, ObjectKey>.Empty;

    /// <summary>Due instants, the earliest first.</summary>
    public ImmutableSortedSet<DueInstant> Due { get; init; } = ImmutableSortedSet.Create<DueInstant>(DueOrder.Instance);

    /// <summary>The ends of the streams.</summary>
    public ImmutableSortedDictionary<StreamKey, StreamEnds> Streams { get; init; } = ImmutableSortedDictionary<StreamKey, StreamEnds>.Empty;

    /// <summary>Listener groups.</summary>
    public ImmutableDictionary<Guid, StoredGroup> Groups { get; init; } = ImmutableDictionary<Guid, StoredGroup>.Empty;

    /// <summary>Listeners.</summary>
    public ImmutableSortedDictionary<Guid, StoredListener> Listeners { get; init; } = ImmutableSortedDictionary<Guid, StoredListener>.Empty;

    /// <summary>Listeners by what no two of them share.</summary>
    public ImmutableDictionary<ListenerKey, Guid> ListenerKeys { get; init; } = ImmutableDictionary<ListenerKey, Guid>.Empty;

    /// <summary>The listeners of a stream.</summary>
    public ImmutableDictionary<StreamKey, ImmutableSortedSet<Guid>> StreamListeners { get; init; } =
        ImmutableDictionary<StreamKey, ImmutableSortedSet<Guid>>.Empty;

    /// <summary>Namespaces.</summary>
    public ImmutableSortedDictionary<string, NamespaceDefinition> Namespaces { get; init; } =
        ImmutableSortedDictionary.Create<string, NamespaceDefinition>(StringComparer.Ordinal);

    /// <summary>Results kept under idempotency keys.</summary>
    public ImmutableDictionary<IdempotencyKey, KeptResult> Results { get; init; } = ImmutableDictionary<IdempotencyKey, KeptResult>.Empty;

    /// <summary>The keys of <see cref="Results"/> in the order in which they were taken, with the times.</summary>
    public ImmutableQueue<KeyValuePair<IdempotencyKey, DateTimeOffset>> ResultOrder { get; init; } = [];

    /// <summary>What the last commits were given, by their ids: up to <see cref="RememberedCommits"/>, then it begins anew.</summary>
    public ImmutableDictionary<Guid, Assignment> Remembered { get; init; } = ImmutableDictionary<Guid, Assignment>.Empty;

    /// <summary>What <see cref="Remembered"/> was before it last began anew.</summary>
    public ImmutableDictionary<Guid, Assignment> RememberedBefore { get; init; } = ImmutableDictionary<Guid, Assignment>.Empty;

    /// <summary>The ends of a stream, also of one that has none yet.</summary>
    public StreamEnds EndsOf(StreamKey stream) => Streams.TryGetValue(stream, out var ends) ? ends : StreamEnds.None;

    /// <summary>A group, also one that was never written.</summary>
    public StoredGroup GroupOf(Guid group) => Groups.TryGetValue(group, out var stored) ? stored : StoredGroup.Empty;

    /// <summary>What a commit was given, if it is remembered.</summary>
    public Assignment? Recall(Guid commit) =>
        Remembered.TryGetValue(commit, out var assignment) || RememberedBefore.TryGetValue(commit, out assignment) ? assignment : null;

    /// <summary>Whether a kept result is over its week.</summary>
    public static bool IsOver(KeptResult result, DateTimeOffset now) => result.Time + StoreLimits.ResultLifetime <= now;
}
