using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>
/// Adds to a state the rows that the verdict on a commit rests on and that are only on the disk: objects, the references to them,
/// unique keys, results and deliveries. A row
/// is loaded once for a batch; from then on the state knows better, because commits of the batch change it.
/// </summary>
/// <param name="connection">The writing connection.</param>
internal sealed class RowLoader(SqliteConnection connection)
{
    private readonly Dictionary<ObjectKey, FormerObject?> _objects = [];
    private readonly HashSet<UniqueKey> _keys = [];
    private readonly HashSet<IdempotencyKey> _results = [];
    private readonly Dictionary<long, DeliveryRow?> _deliveries = [];

    /// <summary>Objects whose references on the disk are out of date: the state has the new ones.</summary>
    private readonly HashSet<ObjectKey> _moved = [];

    /// <summary>The hull of the intervals for which a commit had the references to an object loaded so far.</summary>
    private readonly Dictionary<ObjectKey, Validity> _hulls = [];

    /// <summary>
    /// The state after the commits of the batch so far, with the rows that they needed. It is kept here, so that a row that turns out to be damaged takes none of
    /// those before it along.
    /// </summary>
    public StoreState State { get; set; } = StoreState.Empty;

    /// <summary>The object as it was before the batch; null if it did not exist.</summary>
    public FormerObject? Former(ObjectKey key) => _objects.GetValueOrDefault(key);

    /// <summary>The delivery as it was before the batch; null if there was none, or if the batch did not need it.</summary>
    public DeliveryRow? FormerDelivery(long number) => _deliveries.GetValueOrDefault(number);

    /// <summary>Called before a registration becomes true. If it leaves the references as they are, those on the disk remain in force.</summary>
    public void Writes(RegistrationWrite write)
    {
        var former = State.Objects.TryGetValue(write.Object, out var stored) ? stored.References : [];
        if (!former.SequenceEqual(write.References))
            _moved.Add(write.Object);
    }

    /// <summary>Adds the rows that a commit needs.</summary>
    /// <exception cref="SqliteDamagedException">A row is not as it was written.</exception>
    public void Load(Commit commit)
    {
        _hulls.Clear();
        foreach (var precondition in commit.Preconditions)
            Load(commit, precondition);
        foreach (var due in commit.Struck)
            Load(due.Object);
        foreach (var result in commit.Results)
            Load(result.Key);
        foreach (var write in commit.Registrations)
            Load(commit, write);
        foreach (var change in commit.DeliveryChanges)
            LoadDelivery(change.Delivery.Number);
    }

    /// <summary>Forgets what it loaded, for the next batch.</summary>
    public void Clear()
    {
        _objects.Clear();
        _keys.Clear();
        _results.Clear();
        _deliveries.Clear();
        _moved.Clear();
    }

    private void Load(Commit commit, Precondition precondition)
    {
        switch (precondition)
        {
            case Precondition.ObjectAt wanted:
                Load(wanted.Object);
                break;
            case Precondition.ActiveThroughout wanted:
                Load(wanted.Object);
                break;
            case Precondition.Unreferenced wanted:
                LoadReferrers(commit, wanted.Object, wanted.Intervals, (source, _) => source != wanted.Object);
                break;
            case Precondition.ReferencedOnlyBy wanted:
                LoadReferrers(
                    commit,
                    wanted.Object,
                    wanted.Intervals,
                    (source, field) => source.Type == wanted.SourceType && field == wanted.Field && !wanted.Sources.Contains(source));
                break;
            case Precondition.KeyFree wanted:
                Load(wanted.Key);
                break;
            case Precondition.DueStands wanted:
                Load(wanted.Due.Object);
                break;
            case Precondition.ResultFree wanted:
                Load(wanted.Key);
                break;
        }
    }

    private void Load(Commit commit, RegistrationWrite write)
    {
        Load(write.Object);
        foreach (var reference in write.References)
            Load(reference.Target);
        foreach (var key in write.Keys)
            Load(key);
        if (!State.Objects.TryGetValue(write.Object, out var stored))
            return;

        // An object that becomes inactive for a time must not be referred to within it.
        var gone = Intervals.Except(stored.Row.Presence, write.Presence);
        if (!gone.IsEmpty)
            LoadReferrers(commit, write.Object, gone, (source, _) => source != write.Object);
    }

    private void Load(ObjectKey key)
    {
        if (_objects.ContainsKey(key))
            return;
        var loaded = ReadObject(key);
        _objects.Add(key, loaded);
        if (loaded is null)
            return;

        var stored = loaded.Stored;
        foreach (var held in stored.Keys)
        {
            if (_keys.Add(held))
                State = State with { Keys = State.Keys.SetItem(held, key) };
        }

        State = State with
        {
            Objects = State.Objects.Add(key, stored),
            Due = stored.Due.IsEmpty ? State.Due : State.Due.Union(stored.Due.Select(instant => new DueInstant(key, instant))),
        };
    }

    private FormerObject? ReadObject(ObjectKey key) => connection.Statement("Read/objects").With(key.Type).With(key.Uuid).First(row =>
    {
        row.CheckSeal(7);
        var details = ObjectDetails.Read(row.Bytes(6));
        var current = new ObjectRow(key, row.Int64(2), row.Instant(3), (MutationKind)row.Int32(4), [], details.Presence);
        var stored = new StoredObject(current, details.References, details.UserKeys, details.Keys, details.Due, []);
        return new FormerObject(stored, RegistrationIds.Read(row.Bytes(5)));
    });

    private void Load(UniqueKey key)
    {
        if (_keys.Contains(key))
            return;
        foreach (var holder in connection.Statement("Judge/key").With(key.Scope).With(key.Value).All(row => new ObjectKey(row.Text(0), row.Uuid(1))))
            State = State with { Keys = State.Keys.SetItem(key, holder) };
        _keys.Add(key);
    }

    private void Load(IdempotencyKey key)
    {
        if (_results.Contains(key))
            return;
        foreach (var time in connection.Statement("Judge/result").With(key.Caller).With(key.Key).With(key.Path).With(key.Index).All(row => row.Instant(0)))
            State = State with { Results = State.Results.SetItem(key, new KeptResult([], [], time, [], [])) };
        _results.Add(key);
    }

    private void LoadDelivery(long number)
    {
        // A delivery that the batch wrote is in the state, and not on the disk yet.
        if (_deliveries.ContainsKey(number) || State.Deliveries.ContainsKey(number))
            return;
        var row = DeliveryColumns.Find(connection, number);
        _deliveries.Add(number, row);
        if (row is not null)
            State = State with { Deliveries = State.Deliveries.Add(number, row) };
    }

    /// <summary>Adds the references to an object within intervals, up to the first that certainly decides the verdict.</summary>
    private void LoadReferrers(
        Commit commit, ObjectKey target, ImmutableArray<Validity> intervals, Func<ObjectKey, string, bool> counts)
    {
        Load(target);
        if (intervals.IsEmpty)
            return;

        // Several preconditions of a commit may concern one object; what one of them needs must not displace what another one does.
        var hull = new Validity(intervals.Min(part => part.From), intervals.Max(part => part.To));
        if (_hulls.TryGetValue(target, out var other))
            hull = new Validity(Earlier(hull.From, other.From), Later(hull.To, other.To));
        _hulls[target] = hull;
        var found = ReadReferrers(target, hull, (source, reference) =>
            Intervals.Overlap(intervals, reference.Interval)
            && counts(source, reference.Field)
            && !commit.Registrations.Any(write => write.Object == source));
        if (found.Count == 0)
            return;

        var referrers = State.Referrers.GetValueOrDefault(target) ?? ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>.Empty;
        foreach (var (source, references) in found)
            referrers = referrers.SetItem(source, [.. references, .. (referrers.TryGetValue(source, out var known) ? known : []).Except(references)]);
        State = State with { Referrers = State.Referrers.SetItem(target, referrers) };
    }

    /// <summary>Reads the references to an object, up to one that decides: an object may be referred to by very many.</summary>
    private SortedDictionary<ObjectKey, List<Reference>> ReadReferrers(ObjectKey target, Validity hull, Func<ObjectKey, Reference, bool> decides)
    {
        var found = new SortedDictionary<ObjectKey, List<Reference>>();
        var row = connection.Statement("Judge/referrers").With(target.Type).With(target.Uuid).With(hull.To).With(hull.From);
        try
        {
            while (row.Read())
            {
                var source = new ObjectKey(row.Text(0), row.Uuid(1));
                if (_moved.Contains(source))
                    continue;
                var reference = new Reference(row.Text(2), target, new Validity(row.Instant(3), row.Instant(4)));
                if (!found.TryGetValue(source, out var references))
                    found.Add(source, references = []);
                references.Add(reference);
                if (decides(source, reference))
                    break;
            }

            return found;
        }
        finally
        {
            row.Reset();
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
