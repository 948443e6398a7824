using MoCluster.Grains.Storage;
using MoCluster.Stores.Memory;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql;

/// <summary>The events of a group, a list a column.</summary>
/// <param name="streams">Their streams.</param>
/// <param name="count">How many they are.</param>
internal sealed class EventColumns(StreamPlan streams, int count)
{
    private readonly List<int> _stream = new(count);
    private readonly List<int> _place = new(count);
    private readonly List<Guid> _uuid = new(count);
    private readonly List<int> _priority = new(count);
    private readonly List<string> _subject = new(count);
    private readonly OptionalColumn<short?> _targetKind = new();
    private readonly OptionalColumn<string> _key = new();
    private readonly OptionalColumn<Guid?> _targetUuid = new();
    private readonly OptionalColumn<long?> _registration = new();
    private readonly OptionalColumn<Guid?> _objectUuid = new();
    private readonly OptionalColumn<string> _objectType = new();

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
    /// The statement that numbers and appends them, and records the group. Most events need half of the columns.
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
            .WithNullable(_targetKind.Values, NpgsqlDbType.Array | NpgsqlDbType.Smallint)
            .With(_subject)
            .WithNullable(_key.Values, NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(_targetUuid.Values, NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .WithNullable(_registration.Values, NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .WithNullable(_objectUuid.Values, NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .WithNullable(_objectType.Values, NpgsqlDbType.Array | NpgsqlDbType.Text)
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
        _uuid.Add(draft.Uuid);
        _priority.Add(draft.Priority);
        _targetKind.Add((short?)draft.Target?.Kind);
        _subject.Add(draft.Subject);
        _key.Add(draft.Key != draft.Subject ? draft.Key : null);
        _targetUuid.Add(draft.Target?.Uuid);
        _registration.Add(draft.Registration?.Number);
        _objectUuid.Add(draft.Registration?.Object.Uuid);
        _objectType.Add(draft.Registration?.Object.Type);
    }
}
