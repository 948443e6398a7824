using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Memory;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql;

/// <summary>The results that a group keeps under idempotency keys, a list a column.</summary>
internal sealed class ResultColumns
{
    private readonly List<Guid> _caller = [];
    private readonly List<string> _key = [];
    private readonly List<string> _path = [];
    private readonly List<int> _index = [];
    private readonly List<byte[]> _hash = [];
    private readonly List<byte[]> _document = [];
    private readonly List<int> _firstEvent = [];
    private readonly List<int> _lastEvent = [];
    private readonly List<int> _firstRegistration = [];
    private readonly List<int> _lastRegistration = [];
    private readonly List<DateTime> _registrationTimes = [];
    private readonly List<IdempotencyKey> _over = [];
    private DateTimeOffset _time;

    /// <summary>Adds the results of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="given">What it is given.</param>
    /// <param name="former">The state before the group.</param>
    /// <param name="events">The group's events, this commit's being the last ones.</param>
    public void Add(Commit commit, Assignment given, StoreState former, EventColumns events)
    {
        if (commit.Results.IsEmpty)
            return;

        _time = given.Time;
        var firstRegistration = _registrationTimes.Count + 1;
        foreach (var time in given.RegistrationTimes)
            _registrationTimes.Add(time.UtcDateTime);
        foreach (var write in commit.Results)
        {
            // Whatever stands under the key is over its week, or the commit would have been refused.
            if (former.Results.ContainsKey(write.Key))
                _over.Add(write.Key);
            _caller.Add(write.Key.Caller);
            _key.Add(write.Key.Key);
            _path.Add(write.Key.Path);
            _index.Add(write.Key.Index);
            _hash.Add(ImmutableCollectionsMarshal.AsArray(write.RequestHash)!);
            _document.Add(ImmutableCollectionsMarshal.AsArray(write.Document)!);
            _firstEvent.Add(events.Places.Count - commit.Events.Length + 1);
            _lastEvent.Add(events.Places.Count);
            _firstRegistration.Add(firstRegistration);
            _lastRegistration.Add(_registrationTimes.Count);
        }
    }

    /// <summary>Adds the statement that makes room, where a key is taken again.</summary>
    public void AddTo(StatementBatch batch)
    {
        if (_over.Count > 0)
        {
            batch.Add(Statement.Of("Write/delete_results")
                .With(_over.Select(key => key.Caller).ToArray())
                .With(_over.Select(key => key.Key).ToArray())
                .With(_over.Select(key => key.Path).ToArray())
                .With(_over.Select(key => key.Index).ToArray()));
        }
    }

    /// <summary>The statement that keeps them, once the events have their numbers; null when there are none.</summary>
    public NpgsqlBatchCommand? Keep(GroupId group, EventColumns events) => _caller.Count == 0
        ? null
        : Statement.Of("Append/keep_results")
            .With(group.Lane)
            .With(_time.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(_caller)
            .With(_key)
            .With(_path)
            .With(_index)
            .With(_hash)
            .With(_document)
            .With(_firstEvent)
            .With(_lastEvent)
            .With(_firstRegistration)
            .With(events.Streams.ToArray())
            .With(events.Places.ToArray())
            .With(_registrationTimes, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .With(_lastRegistration)
            .With(group.Ordinal);
}
