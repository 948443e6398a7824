using MoCluster.Grains.Storage;
using MoCluster.Stores.Memory;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql;

/// <summary>The events of a group, a list a column.</summary>
/// <param name="streams">Their streams.</param>
internal sealed class EventColumns(StreamPlan streams)
{
    private readonly List<int> _stream = [];
    private readonly List<int> _place = [];
    private readonly List<Guid> _uuid = [];
    private readonly List<int> _priority = [];
    private readonly List<short?> _targetKind = [];
    private readonly List<string> _subject = [];
    private readonly List<string?> _key = [];
    private readonly List<Guid?> _targetUuid = [];
    private readonly List<long?> _registration = [];
    private readonly List<Guid?> _objectUuid = [];
    private readonly List<string?> _objectType = [];
    private bool _hasKeys;
    private bool _hasTargets;
    private bool _hasRegistrations;

    /// <summary>The stream of each event, by its place in the plan, from 1 as the server counts.</summary>
    public IReadOnlyList<int> Streams => _stream;

    /// <summary>The place of each event among those of its stream, from 1.</summary>
    public IReadOnlyList<int> Places => _place;

    /// <summary>Adds the events of a commit.</summary>
    public void Add(Commit commit, Assignment given)
    {
        if (commit.Events.IsEmpty)
            return;

        Span<long> next = given.Streams.Length <= 16 ? stackalloc long[given.Streams.Length] : new long[given.Streams.Length];
        var run = 0;
        foreach (var draft in commit.Events)
        {
            if (given.Streams[run].Stream != draft.Stream)
                run = IndexOf(given, draft);
            _stream.Add(streams.PlaceOf(draft.Stream) + 1);
            _place.Add(checked((int)(given.Streams[run].First + next[run]++)));
            Add(draft);
        }
    }

    /// <summary>
    /// The statement that numbers and appends them, and records the group. A column in which nothing stands is sent as null, which
    /// unnest fills up: most events need half of the columns.
    /// </summary>
    /// <param name="group">The group's id.</param>
    /// <param name="verdicts">Its verdicts.</param>
    /// <param name="imposed">The time; null for the server's.</param>
    public NpgsqlBatchCommand Append(GroupId group, byte[] verdicts, DateTimeOffset? imposed) =>
        Statement.Of("Append/append_events")
            .With(streams.Ids)
            .With(streams.Counts)
            .With(group.Lane)
            .With(verdicts)
            .With(_stream)
            .With(_place)
            .With(_uuid)
            .With(_priority)
            .WithNullable(_hasTargets ? _targetKind : null, NpgsqlDbType.Array | NpgsqlDbType.Smallint)
            .With(_subject)
            .WithNullable(_hasKeys ? _key : null, NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(_hasTargets ? _targetUuid : null, NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .WithNullable(_hasRegistrations ? _registration : null, NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .WithNullable(_hasRegistrations ? _objectUuid : null, NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .WithNullable(_hasRegistrations ? _objectType : null, NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(imposed?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(group.Ordinal);

    private static int IndexOf(Assignment given, EventDraft draft)
    {
        for (var i = 0; i < given.Streams.Length; i++)
        {
            if (given.Streams[i].Stream == draft.Stream)
                return i;
        }

        throw new InvalidOperationException($"The stream {draft.Stream} was given no places.");
    }

    private void Add(EventDraft draft)
    {
        var hasKey = draft.Key != draft.Subject;
        _hasKeys |= hasKey;
        _hasTargets |= draft.Target is not null;
        _hasRegistrations |= draft.Registration is not null;
        _uuid.Add(draft.Uuid);
        _priority.Add(draft.Priority);
        _targetKind.Add((short?)draft.Target?.Kind);
        _subject.Add(draft.Subject);
        _key.Add(hasKey ? draft.Key : null);
        _targetUuid.Add(draft.Target?.Uuid);
        _registration.Add(draft.Registration?.Number);
        _objectUuid.Add(draft.Registration?.Object.Uuid);
        _objectType.Add(draft.Registration?.Object.Type);
    }
}
