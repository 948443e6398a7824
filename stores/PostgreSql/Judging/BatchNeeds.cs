using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Judging;

/// <summary>The rows on which the verdicts of a batch rest: what stage one locks and reads.</summary>
internal sealed class BatchNeeds
{
    private readonly Dictionary<ObjectKey, bool> _objects = [];
    private IReadOnlyList<(ObjectKey Object, bool Exclusive)>? _inOrder;
    private bool _mustRead;

    /// <summary>Collects what the commits of a batch need.</summary>
    /// <param name="commits">The commits.</param>
    public BatchNeeds(IEnumerable<Commit> commits)
    {
        foreach (var commit in commits)
        {
            foreach (var precondition in commit.Preconditions)
                Add(precondition);
            foreach (var write in commit.Registrations)
                Add(write);
            foreach (var due in commit.Struck)
                Due.Add(due.Object);
            _mustRead |= !commit.Struck.IsEmpty;
            foreach (var group in commit.Groups)
                Add(group);
            foreach (var definition in commit.Definitions)
                Add(definition);
            foreach (var result in commit.Results)
                Results.Add(result.Key);
        }
    }

    /// <summary>Namespaces by name, ascending, and whether they change. If not, a shared lock keeps others from changing them.</summary>
    public SortedDictionary<string, bool> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>The versions that preconditions want, by the namespace's name.</summary>
    public SortedDictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>The epochs that preconditions and writes want, by listener group.</summary>
    public SortedDictionary<Guid, long> Epochs { get; } = [];

    /// <summary>The highest number of its stream that the batch names, by listener; 0 if it names none.</summary>
    public Dictionary<Guid, long> Claimed { get; } = [];

    /// <summary>
    /// Whether the batch can be judged without reading, given the progress of its listeners and its objects as they were last seen. That is so if it
    /// needs nothing but namespaces at versions, groups at epochs (each wanted at one only), new lease records, progress of listeners at their current
    /// positions, and registrations. What the batch creates (objects, unique keys, results) is expected to be absent; the server's unique indexes
    /// ensure that.
    /// </summary>
    public bool CanBeExpected =>
        !_mustRead && Definitions.Count == 0 && ListenerKeys.Count == 0 && Kept.Count == 0
        && !Namespaces.ContainsValue(true) && Epochs.Count == Groups.Count;

    /// <summary>Listeners with changed definitions, ascending.</summary>
    public SortedSet<Guid> Definitions { get; } = [];

    /// <summary>Streams with a last number that the batch needs.</summary>
    public HashSet<StreamKey> Streams { get; } = [];

    /// <summary>Streams that must not be trimmed meanwhile.</summary>
    public HashSet<StreamKey> Kept { get; } = [];

    /// <summary>The keys of listeners: no two listeners have the same.</summary>
    public HashSet<ListenerKey> ListenerKeys { get; } = [];

    /// <summary>Listener groups, ascending.</summary>
    public SortedSet<Guid> Groups { get; } = [];

    /// <summary>Listeners with progress that the batch needs, ascending.</summary>
    public SortedSet<Guid> Progress { get; } = [];

    /// <summary>Lease records in which entries change, or with a generation that may have been used before.</summary>
    public HashSet<(Guid Group, Generation Generation)> Leases { get; } = [];

    /// <summary>Objects that the batch creates.</summary>
    public HashSet<ObjectKey> New { get; } = [];

    /// <summary>Objects that get another registration: their references are read.</summary>
    public List<ObjectKey> Changed { get; } = [];

    /// <summary>Objects that no object may refer to within the intervals that they lose: these are given, or are all that is not kept.</summary>
    public List<(ObjectKey Object, ImmutableArray<Validity>? Lost, ImmutableArray<Validity>? Kept)> Losing { get; } = [];

    /// <summary>Objects that only given objects may refer to by a field.</summary>
    public List<Precondition.ReferencedOnlyBy> Limited { get; } = [];

    /// <summary>Unique keys.</summary>
    public HashSet<UniqueKey> Keys { get; } = [];

    /// <summary>Objects with due instants that are struck or replaced, ascending.</summary>
    public SortedSet<ObjectKey> Due { get; } = [];

    /// <summary>Idempotency keys.</summary>
    public HashSet<IdempotencyKey> Results { get; } = [];

    /// <summary>Whether nothing needs to be read: the batch only appends events.</summary>
    public bool IsEmpty =>
        _objects.Count == 0 && Namespaces.Count == 0 && Definitions.Count == 0 && ListenerKeys.Count == 0 && Groups.Count == 0
        && Kept.Count == 0 && Progress.Count == 0 && Keys.Count == 0 && Due.Count == 0 && Results.Count == 0;

    /// <summary>The objects in the order in which every silo locks them, and whether exclusively.</summary>
    public IReadOnlyList<(ObjectKey Object, bool Exclusive)> Objects() =>
        _inOrder ??= [.. _objects.Select(needed => (needed.Key, needed.Value)).OrderBy(needed => needed.Key)];

    private void Add(RegistrationWrite write)
    {
        // A new object has no row to lock. If it has one, the commit is refused.
        NeedObject(write.Object, !write.IsFirst);
        if (!write.IsFirst)
        {
            Changed.Add(write.Object);
            Losing.Add((write.Object, null, write.Presence));
            Due.Add(write.Object);
        }
        else
        {
            New.Add(write.Object);
        }

        foreach (var reference in write.References)
            NeedObject(reference.Target, false);
        foreach (var key in write.Keys)
            Keys.Add(key);
    }

    private void Add(GroupWrite write)
    {
        Groups.Add(write.Group);
        if (!write.TakeEpoch)
            Want(Epochs, write.Group, write.Epoch);
        _mustRead |= write.TakeEpoch || !write.LeaseChanges.IsEmpty;
        foreach (var progress in write.Listeners)
        {
            Progress.Add(progress.Listener);
            Claim(progress.Listener, progress.Bitmaps.Select(GroupJudge.Highest).Append(progress.Frontier).Max());
            _mustRead |= progress.NewPosition is not null;
        }

        foreach (var lease in write.Leases)
        {
            Progress.Add(lease.Listener);
            Claim(lease.Listener, lease.Entries.Select(entry => entry.Numbers[^1]).DefaultIfEmpty().Max());
            Leases.Add((write.Group, lease.Generation));
        }

        foreach (var change in write.LeaseChanges)
            Leases.Add((write.Group, change.Generation));
    }

    private void Add(DefinitionWrite definition)
    {
        switch (definition)
        {
            case DefinitionWrite.PutNamespace { Namespace.Name: var name }:
                Namespaces[name] = true;
                break;
            case DefinitionWrite.DeleteNamespace { Name: var name }:
                Namespaces[name] = true;
                break;
            case DefinitionWrite.PutListener { Listener: var listener }:
                Definitions.Add(listener.Uuid);
                Progress.Add(listener.Uuid);
                Streams.Add(listener.Stream);
                ListenerKeys.Add(ListenerKey.Of(listener));
                break;
            case DefinitionWrite.DeleteListener { Uuid: var uuid }:
                Definitions.Add(uuid);
                Progress.Add(uuid);
                break;
        }
    }

    private void Add(Precondition precondition)
    {
        switch (precondition)
        {
            case Precondition.ObjectAt wanted:
                NeedObject(wanted.Object, false);
                break;
            case Precondition.ActiveThroughout wanted:
                NeedObject(wanted.Object, false);
                break;
            case Precondition.Unreferenced wanted:
                NeedObject(wanted.Object, true);
                Losing.Add((wanted.Object, wanted.Intervals, null));
                _mustRead = true;
                break;
            case Precondition.ReferencedOnlyBy wanted:
                NeedObject(wanted.Object, true);
                Limited.Add(wanted);
                _mustRead = true;
                break;
            case Precondition.KeyFree wanted:
                Keys.Add(wanted.Key);
                _mustRead = true;
                break;
            case Precondition.DueStands wanted:
                Due.Add(wanted.Due.Object);
                _mustRead = true;
                break;
            case Precondition.GroupAt wanted:
                Groups.Add(wanted.Group);
                Want(Epochs, wanted.Group, wanted.Epoch);
                break;
            case Precondition.ResultFree wanted:
                Results.Add(wanted.Key);
                _mustRead = true;
                break;
            case Precondition.NamespaceAt wanted:
                Namespaces.TryAdd(wanted.Name, false);
                Want(Versions, wanted.Name, wanted.Version);
                break;
            case Precondition.ListenerExists wanted:
                Progress.Add(wanted.Listener);
                break;
            case Precondition.EventsKept wanted:
                Kept.Add(wanted.Stream);
                break;
            case Precondition.ListenerKeyFree wanted:
                ListenerKeys.Add(new ListenerKey(wanted.Owner, wanted.Namespace, wanted.UserKey));
                break;
        }
    }

    /// <summary>Notes the number that a commit expects something to have. If two numbers are expected, or absence, the batch must be judged on what is read.</summary>
    private void Want<TKey>(SortedDictionary<TKey, long> wanted, TKey key, long number)
        where TKey : notnull
    {
        _mustRead |= number <= 0 || (wanted.TryGetValue(key, out var other) && other != number);
        wanted[key] = number;
    }

    private void Claim(Guid listener, long number) => Claimed[listener] = Math.Max(number, Claimed.GetValueOrDefault(listener));

    private void NeedObject(ObjectKey key, bool exclusive)
    {
        _inOrder = null;
        ref var needed = ref CollectionsMarshal.GetValueRefOrAddDefault(_objects, key, out _);
        needed |= exclusive;
    }
}
