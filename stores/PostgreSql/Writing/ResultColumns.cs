using System.Runtime.InteropServices;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>The results that a batch keeps under idempotency keys, as columns of the statements that write them.</summary>
internal sealed class ResultColumns
{
    private readonly List<Row> _rows = [];
    private readonly List<DateTime> _registrationTimes = [];
    private DateTimeOffset _time;

    /// <summary>Adds the results of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="given">The commit's assignment.</param>
    /// <param name="former">The state before the batch.</param>
    /// <param name="events">The events of the batch so far; those of this commit are the last.</param>
    public void Add(Commit commit, Assignment given, StoreState former, EventBlocks events)
    {
        if (commit.Results.IsEmpty)
            return;

        _time = given.Time;
        var firstEvent = events.KeptPlaces.Count - commit.Events.Length + 1;
        var firstRegistration = _registrationTimes.Count + 1;
        foreach (var time in given.RegistrationTimes)
            _registrationTimes.Add(time.UtcDateTime);
        foreach (var write in commit.Results)
        {
            // A result that is kept under the key already is older than its week, or the commit would have been refused.
            var replaces = former.Results.ContainsKey(write.Key);
            _rows.Add(new Row(write, replaces, firstEvent, events.KeptPlaces.Count, firstRegistration, _registrationTimes.Count));
        }
    }

    /// <summary>Adds the statement that deletes old results when their keys are taken again.</summary>
    public void AddTo(StatementBatch statements)
    {
        Sort();
        var keys = _rows.Where(row => row.Replaces).Select(row => row.Write.Key).ToList();
        if (keys.Count > 0)
        {
            statements.Add(Statement.Of("Write/delete_results")
                .With(keys.Select(key => key.Caller).ToArray())
                .With(keys.Select(key => key.Key).ToArray())
                .With(keys.Select(key => key.Path).ToArray())
                .With(keys.Select(key => key.Index).ToArray()));
        }
    }

    /// <summary>The statement that inserts the results, once the events have their numbers; null if there are none.</summary>
    public NpgsqlBatchCommand? Keep(BatchId id, EventBlocks events) => _rows.Count == 0
        ? null
        : Statement.Of("Append/keep_results")
            .With(id.Connection)
            .With(_time.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(_rows.Select(row => row.Write.Key.Caller).ToArray())
            .With(_rows.Select(row => row.Write.Key.Key).ToArray())
            .With(_rows.Select(row => row.Write.Key.Path).ToArray())
            .With(_rows.Select(row => row.Write.Key.Index).ToArray())
            .With(_rows.Select(row => ImmutableCollectionsMarshal.AsArray(row.Write.RequestHash)!).ToArray())
            .With(_rows.Select(row => ImmutableCollectionsMarshal.AsArray(row.Write.Document)!).ToArray())
            .With(_rows.Select(row => row.FirstEvent).ToArray())
            .With(_rows.Select(row => row.LastEvent).ToArray())
            .With(_rows.Select(row => row.FirstRegistration).ToArray())
            .With(events.KeptStreams.ToArray())
            .With(events.KeptPlaces.ToArray())
            .With(_registrationTimes, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .With(_rows.Select(row => row.LastRegistration).ToArray())
            .With(id.Ordinal);

    /// <summary>Every silo inserts in this order, so that two silos that take the same keys never wait for each other in a circle.</summary>
    private void Sort() => _rows.Sort((one, other) =>
    {
        var (left, right) = (one.Write.Key, other.Write.Key);
        var order = left.Caller.CompareTo(right.Caller);
        order = order != 0 ? order : string.CompareOrdinal(left.Key, right.Key);
        order = order != 0 ? order : string.CompareOrdinal(left.Path, right.Path);
        return order != 0 ? order : left.Index.CompareTo(right.Index);
    });

    private sealed record Row(ResultWrite Write, bool Replaces, int FirstEvent, int LastEvent, int FirstRegistration, int LastRegistration);
}
