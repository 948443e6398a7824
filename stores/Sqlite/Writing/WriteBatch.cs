using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>
/// What one transaction is to make durable: the commits that became true, and which rows they touch. The rows are written from the state that the whole batch
/// leaves, each once, however many commits of the batch changed it.
/// </summary>
/// <param name="before">The state before the batch. Objects, results, bitmaps and entry rows are only on the disk.</param>
/// <param name="loader">Loads what a verdict needs from the disk.</param>
/// <param name="now">The store's clock.</param>
internal sealed class WriteBatch(StoreState before, RowLoader loader, DateTimeOffset now)
{
    private readonly List<(Commit Commit, Assignment Given)> _commits = [];
    private bool _hasWritten;

    /// <summary>The state before the batch.</summary>
    public StoreState Before { get; } = before;

    /// <summary>The state after what was decided so far.</summary>
    public StoreState State { get => loader.State; private set => loader.State = value; }

    /// <summary>Loads rows, and knows those that were loaded.</summary>
    public RowLoader Loader => loader;

    /// <summary>The store's clock.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The commits that became true, with what they were given.</summary>
    public IReadOnlyList<(Commit Commit, Assignment Given)> Commits => _commits;

    /// <summary>How many events were appended.</summary>
    public int Events { get; private set; }

    /// <summary>Objects that changed.</summary>
    public HashSet<ObjectKey> Objects { get; } = [];

    /// <summary>Namespaces that were declared, changed or deleted.</summary>
    public HashSet<string> Namespaces { get; } = [];

    /// <summary>Listeners whose definition or progress changed, or that were deleted.</summary>
    public HashSet<Guid> Listeners { get; } = [];

    /// <summary>Listeners that lost all bitmaps and entry rows that they had before the batch.</summary>
    public HashSet<Guid> Cleared { get; } = [];

    /// <summary>Entry rows that were written or deleted.</summary>
    public HashSet<(Guid Listener, string Subject)> Rows { get; } = [];

    /// <summary>Listener groups that were written.</summary>
    public HashSet<Guid> Groups { get; } = [];

    /// <summary>Lease records that were made or deleted.</summary>
    public HashSet<(Guid Group, Generation Generation)> Leases { get; } = [];

    /// <summary>Entries of lease records that changed.</summary>
    public HashSet<(Guid Group, Generation Generation, int Place)> LeaseChanges { get; } = [];

    /// <summary>The numbers of deliveries that were written, changed or deleted.</summary>
    public SortedSet<long> Deliveries { get; } = [];

    /// <summary>Streams that were appended to or trimmed.</summary>
    public HashSet<StreamKey> Streams { get; } = [];

    /// <summary>Whether there is something to write.</summary>
    public bool IsEmpty => _commits.Count == 0 && Streams.Count == 0 && !_hasWritten;

    /// <summary>Judges a commit on the state so far, and adds it if it becomes true.</summary>
    /// <returns>The result, and the events that were appended.</returns>
    /// <exception cref="ArgumentException">The commit contradicts the state in a way that only a mistake of its caller explains.</exception>
    /// <exception cref="SqliteDamagedException">A row that the verdict rests on is damaged.</exception>
    public (CommitResult Result, ImmutableArray<AppendedEvent> Appended) Decide(Commit commit)
    {
        loader.Load(commit);
        var verdict = Judge.Decide(State, commit, now);
        if (verdict.Assignment is not { } given)
            return (new CommitResult { Refusal = verdict.Refusal }, []);
        var events = given.Append(commit.Events);
        if (verdict.Repeated)
            return (given.Result(events), []);

        foreach (var write in commit.Registrations)
            loader.Writes(write);
        State = CommitApplication.Apply(State, commit, given);
        _commits.Add((commit, given));
        Events += events.Length;
        Touch(commit, given);
        return (given.Result(events), events);
    }

    /// <summary>Moves the beginnings of streams.</summary>
    public void Trim(ImmutableArray<KeyValuePair<StreamKey, long>> firsts)
    {
        State = StreamTables.Trim(State, firsts);
        foreach (var (stream, _) in firsts)
            Streams.Add(stream);
    }

    /// <summary>Notes that something was written in the transaction already.</summary>
    public void NoteWritten() => _hasWritten = true;

    private void Touch(Commit commit, Assignment given)
    {
        foreach (var run in given.Streams)
            Streams.Add(run.Stream);
        foreach (var write in commit.Registrations)
            Objects.Add(write.Object);
        foreach (var due in commit.Struck)
            Objects.Add(due.Object);
        foreach (var definition in commit.Definitions)
            Touch(definition);
        foreach (var group in commit.Groups)
            Touch(group);
        for (var i = 0; i < commit.Deliveries.Length; i++)
            Deliveries.Add(State.LastDelivery - i);
        foreach (var change in commit.DeliveryChanges)
            Deliveries.Add(change.Delivery.Number);
    }

    private void Touch(DefinitionWrite definition)
    {
        switch (definition)
        {
            case DefinitionWrite.PutNamespace { Namespace.Name: var name }:
                Namespaces.Add(name);
                break;
            case DefinitionWrite.DeleteNamespace { Name: var name }:
                Namespaces.Add(name);
                break;
            case DefinitionWrite.PutListener { Listener.Uuid: var uuid }:
                Listeners.Add(uuid);
                break;
            case DefinitionWrite.DeleteListener { Uuid: var uuid }:
                Listeners.Add(uuid);
                Clear(uuid);
                break;
        }
    }

    private void Touch(GroupWrite write)
    {
        Groups.Add(write.Group);
        foreach (var lease in write.Leases)
            Leases.Add((write.Group, lease.Generation));
        foreach (var change in write.LeaseChanges)
            LeaseChanges.Add((write.Group, change.Generation, change.Index));
        foreach (var generation in write.LeasesDropped)
            Leases.Add((write.Group, generation));
        foreach (var progress in write.Listeners)
        {
            Listeners.Add(progress.Listener);
            if (progress.NewPosition is not null)
                Cleared.Add(progress.Listener);
            foreach (var row in progress.Rows)
                Rows.Add((progress.Listener, row.Subject));
            foreach (var subject in progress.RowsDropped)
                Rows.Add((progress.Listener, subject));
        }
    }

    private void Clear(Guid listener)
    {
        Cleared.Add(listener);
        if (!Before.Listeners.TryGetValue(listener, out var stored))
            return;
        var group = stored.Definition.Group;
        foreach (var lease in Before.GroupOf(group).Leases.Values)
        {
            if (lease.Listener == listener)
                Leases.Add((group, lease.Generation));
        }
    }
}
