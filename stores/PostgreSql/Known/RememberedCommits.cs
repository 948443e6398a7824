using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.Formats;
using MoCluster.Stores.PostgreSql.Queue;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Known;

/// <summary>The assignments of the last commits, by their ids, so that a commit that is made again is answered as the first time.</summary>
internal sealed class RememberedCommits
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Assignment> _given = [];
    private readonly Queue<Guid> _order = [];

    /// <summary>Remembers a commit, and forgets the oldest ones beyond <see cref="StoreState.RememberedCommits"/>.</summary>
    public void Add(Guid commit, Assignment assignment)
    {
        lock (_gate)
        {
            if (!_given.TryAdd(commit, assignment))
                return;
            _order.Enqueue(commit);
            if (_order.Count > StoreState.RememberedCommits)
                _given.Remove(_order.Dequeue());
        }
    }

    /// <summary>Remembers what the last batches of all silos recorded, so that a process knows after a restart what it knew before.</summary>
    public async Task LoadAsync(ReadSession session, CancellationToken cancellation)
    {
        var batches = await session.ListAsync(
            () => Statement.Of("Read/last_batches").With(StoreState.RememberedCommits),
            row =>
            {
                var names = row.GetFieldValue<string[]>(3);
                var streams = names.Zip(row.GetFieldValue<string[]>(4), (name, key) => new StreamKey(name, key)).ToList();
                return BatchFormat.Read(
                    row.GetFieldValue<byte[]>(0), streams, row.GetFieldValue<long[]>(1), row.GetFieldValue<DateTime[]>(2));
            },
            cancellation).ConfigureAwait(false);
        foreach (var (commit, given) in batches.AsEnumerable().Reverse().SelectMany(batch => batch))
            Add(commit, given);
    }

    /// <summary>The assignment of a commit; null if it is not remembered.</summary>
    public Assignment? Find(Guid commit)
    {
        lock (_gate)
            return _given.GetValueOrDefault(commit);
    }

    /// <summary>The assignments of those commits of a batch that are remembered.</summary>
    public ImmutableDictionary<Guid, Assignment> Of(IReadOnlyList<QueuedCommit> batch)
    {
        var known = ImmutableDictionary<Guid, Assignment>.Empty;
        lock (_gate)
        {
            foreach (var queued in batch)
            {
                if (_given.TryGetValue(queued.Commit.Id, out var assignment))
                    known = known.Add(queued.Commit.Id, assignment);
            }
        }

        return known;
    }
}
