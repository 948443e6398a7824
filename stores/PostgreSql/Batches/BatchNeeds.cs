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

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>The rows on which the verdicts of a group rest: what stage one locks and reads.</summary>
internal sealed class BatchNeeds
{
    private readonly Dictionary<ObjectKey, bool> _objects = [];
    private IReadOnlyList<(ObjectKey Object, bool Exclusive)>? _inOrder;
    private bool _mustRead;

    /// <summary>What a group needs.</summary>
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

    /// <summary>Namespaces by name, ascending, and whether they change: else it is enough that nobody else changes them.</summary>
    public SortedDictionary<string, bool> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>At which versions namespaces are wanted, by name.</summary>
    public SortedDictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>At which epochs listener groups are wanted.</summary>
    public SortedDictionary<Guid, long> Epochs { get; } = [];

    /// <summary>Up to which number of their streams listeners are said to have read; 0 where nothing is said.</summary>
    public Dictionary<Guid, long> Claimed { get; } = [];

    /// <summary>
    /// Whether all that is needed is known beforehand, given the listeners' progress and the objects as they are: namespaces at versions and
    /// groups at epochs, each wanted at one only, new lease records and progress of listeners, at the position they have, and registrations.
    /// What is to be new (objects, keys that are taken, results) is expected to be absent, which the server's unique indexes see to.
    /// </summary>
    public bool CanBeExpected =>
        !_mustRead && Definitions.Count == 0 && ListenerKeys.Count == 0 && Kept.Count == 0
        && !Namespaces.ContainsValue(true) && Epochs.Count == Groups.Count;

    /// <summary>Listeners whose definitions change, ascending.</summary>
    public SortedSet<Guid> Definitions { get; } = [];

    /// <summary>Streams of which the last number matters.</summary>
    public HashSet<StreamKey> Streams { get; } = [];

    /// <summary>Streams that must not be let go of meanwhile.</summary>
    public HashSet<StreamKey> Kept { get; } = [];

    /// <summary>What no two listeners share.</summary>
    public HashSet<ListenerKey> ListenerKeys { get; } = [];

    /// <summary>Listener groups, ascending.</summary>
    public SortedSet<Guid> Groups { get; } = [];

    /// <summary>Listeners with their progress, ascending.</summary>
    public SortedSet<Guid> Progress { get; } = [];

    /// <summary>Lease records of which entries change, or of which the generation may have been used.</summary>
    public HashSet<(Guid Group, Generation Generation)> Leases { get; } = [];

    /// <summary>Objects that are to be new.</summary>
    public HashSet<ObjectKey> New { get; } = [];

    /// <summary>Objects that get another registration: all that they refer to is read.</summary>
    public List<ObjectKey> Changed { get; } = [];

    /// <summary>Objects to which nobody may refer within what they lose: given outright, or all that is not kept.</summary>
    public List<(ObjectKey Object, ImmutableArray<Validity>? Lost, ImmutableArray<Validity>? Kept)> Losing { get; } = [];

    /// <summary>Objects to which only given ones may refer by a field.</summary>
    public List<Precondition.ReferencedOnlyBy> Limited { get; } = [];

    /// <summary>Unique keys.</summary>
    public HashSet<UniqueKey> Keys { get; } = [];

    /// <summary>Objects of which due instants are struck or replaced, ascending.</summary>
    public SortedSet<ObjectKey> Due { get; } = [];

    /// <summary>Idempotency keys.</summary>
    public HashSet<IdempotencyKey> Results { get; } = [];

    /// <summary>Whether nothing is to be read: the group does nothing but append events.</summary>
    public bool IsEmpty =>
        _objects.Count == 0 && Namespaces.Count == 0 && Definitions.Count == 0 && ListenerKeys.Count == 0 && Groups.Count == 0
        && Kept.Count == 0 && Progress.Count == 0 && Keys.Count == 0 && Due.Count == 0 && Results.Count == 0;

    /// <summary>The objects in the order in which every silo locks them, and whether exclusively.</summary>
    public IReadOnlyList<(ObjectKey Object, bool Exclusive)> Objects() =>
        _inOrder ??= [.. _objects.Select(needed => (needed.Key, needed.Value)).OrderBy(needed => needed.Key)];

    private void Add(RegistrationWrite write)
    {
        // An object that is to be new has no row to lock; where it has one, the commit is refused by it.
        NeedObject(write.Object, write.Number > 1);
        if (write.Number > 1)
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

    /// <summary>Something is wanted at one number. Two, or one that says it is not there, are to be judged on what there is.</summary>
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
