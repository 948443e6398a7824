using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Formats;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>What the last commits of this process were given, by their ids, so that one that is repeated is answered as before.</summary>
internal sealed class RememberedCommits
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Assignment> _given = [];
    private readonly Queue<Guid> _order = [];

    /// <summary>Remembers a commit, and forgets the oldest beyond <see cref="StoreState.RememberedCommits"/>.</summary>
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

    /// <summary>Remembers what the last groups of all silos recorded: after a start, what this process knew before it.</summary>
    public async Task LoadAsync(ReadSession session, CancellationToken cancellation)
    {
        var groups = await session.ListAsync(
            () => Statement.Of("Read/last_groups").With(StoreState.RememberedCommits),
            row =>
            {
                var names = row.GetFieldValue<string[]>(3);
                var streams = names.Zip(row.GetFieldValue<string[]>(4), (name, key) => new StreamKey(name, key)).ToList();
                return BatchFormat.Read(
                    row.GetFieldValue<byte[]>(0), streams, row.GetFieldValue<long[]>(1), row.GetFieldValue<DateTime[]>(2));
            },
            cancellation).ConfigureAwait(false);
        foreach (var (commit, given) in groups.AsEnumerable().Reverse().SelectMany(group => group))
            Add(commit, given);
    }

    /// <summary>What a commit was given; null for one that is not remembered.</summary>
    public Assignment? Find(Guid commit)
    {
        lock (_gate)
            return _given.GetValueOrDefault(commit);
    }

    /// <summary>What those commits of a group were given that are remembered.</summary>
    public ImmutableDictionary<Guid, Assignment> Of(IReadOnlyList<QueuedCommit> group)
    {
        var known = ImmutableDictionary<Guid, Assignment>.Empty;
        lock (_gate)
        {
            foreach (var pending in group)
            {
                if (_given.TryGetValue(pending.Commit.Id, out var assignment))
                    known = known.Add(pending.Commit.Id, assignment);
            }
        }

        return known;
    }
}
