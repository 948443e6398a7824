using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>What waits in the queues of listeners, and what operators do with it.</summary>
public sealed class MoQueues
{
    private const int PageSize = 500;
    private const string Fields = "listener { uuid } subject priority silenced number time attempts standing until reason";

    private readonly MoTransport _transport;

    internal MoQueues(MoTransport transport) => _transport = transport;

    /// <summary>Finds entries. Events that have not been read from the log yet are not among them.</summary>
    /// <param name="filter">Which; all of the caller's listeners when null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public IAsyncEnumerable<QueueEntry> FindAsync(EntryFilter? filter = null, CancellationToken cancellationToken = default) => _transport.ReadPagesAsync(
        "query($filter: FullEventFilter, $limit: int, $cursor: Cursor) { events(filter: $filter, limit: $limit, cursor: $cursor) "
        + $"{{ objects {{ {Fields} }} page_info {{ next_cursor }} }} }}",
        "events",
        writer => WriteFilter(writer, filter),
        Read,
        PageSize,
        cancellationToken);

    /// <summary>Silences entries: they are delivered after all others and raise no alert until they are settled.</summary>
    /// <param name="filter">Which: listeners and subjects.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task SilenceAsync(EntryFilter filter, CancellationToken cancellationToken = default) =>
        ChangeAsync("event_silence", "EventSilenceInput", "", filter, null, _ => true, cancellationToken);

    /// <summary>Unsilences entries; they are delivered without a further delay.</summary>
    /// <param name="filter">Which: listeners, subjects, priorities.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task UnsilenceAsync(EntryFilter filter, CancellationToken cancellationToken = default) =>
        ChangeAsync("event_unsilence", "EventUnsilenceInput", "", filter, null, _ => true, cancellationToken);

    /// <summary>Lets waiting entries be delivered without a further delay. Leases stand.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The changed entries, the first 1000 of each listener.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<QueueEntry>> RerunAsync(EntryFilter filter, CancellationToken cancellationToken = default) =>
        ChangeAsync("event_rerun", "EventRerunInput", $"{{ {Fields} }}", filter, null, ReadAll, cancellationToken);

    /// <summary>Parks entries that are not leased.</summary>
    /// <param name="filter">Which: listeners and subjects.</param>
    /// <param name="reason">Why, for people; up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The changed entries, the first 1000 of each listener.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<QueueEntry>> ParkAsync(EntryFilter filter, string? reason = null, CancellationToken cancellationToken = default) =>
        ChangeAsync("events_park", "EventsParkInput", $"{{ {Fields} }}", filter, reason, ReadAll, cancellationToken);

    /// <summary>Replays parked entries: they are delivered as if for the first time.</summary>
    /// <param name="filter">Which: listeners, subjects, priorities.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The changed entries, the first 1000 of each listener.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<QueueEntry>> ReplayAsync(EntryFilter filter, CancellationToken cancellationToken = default) =>
        ChangeAsync("events_replay", "EventsReplayInput", $"{{ {Fields} }}", filter, null, ReadAll, cancellationToken);

    private Task<T> ChangeAsync<T>(
        string field, string input, string selection, EntryFilter filter, string? reason, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _transport.AskAsync(
            $"mutation($input: {input}!) {{ {field}(input: $input) {selection} }}", field, Write, read, new CallOptions(field, IsRepeatable: false), cancellation);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject("input");
            WriteFields(writer, filter);
            if (reason is not null)
                writer.WriteString("reason", reason);
            writer.WriteEndObject();
        }
    }

    private static void WriteFilter(Utf8JsonWriter writer, EntryFilter? filter)
    {
        if (filter is null)
            return;
        writer.WriteStartObject("filter");
        WriteFields(writer, filter);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, EntryFilter filter)
    {
        if (filter.Listeners is not null)
            ListenerJson.Write(writer, "listeners", filter.Listeners);
        writer.WriteStrings("subjects", filter.Subjects);
        writer.WriteNumbers("priorities", filter.Priorities);
        if (filter.Silenced is { } silenced)
            writer.WriteBoolean("silenced", silenced);
        if (filter.Parked is { } parked)
            writer.WriteBoolean("parked", parked);
    }

    private static IReadOnlyList<QueueEntry> ReadAll(JsonElement entries) => [.. entries.EnumerateArray().Select(Read)];

    private static QueueEntry Read(JsonElement entry) => new(
        entry.GetProperty("listener").GetProperty("uuid").GetGuid(),
        entry.GetProperty("subject").GetString()!,
        entry.GetProperty("priority").GetInt32(),
        entry.GetProperty("silenced").GetBoolean(),
        entry.GetProperty("number").GetInt64(),
        entry.GetProperty("time").GetDateTimeOffset(),
        entry.GetProperty("attempts").GetInt32(),
        Enum.Parse<EntryStanding>(entry.GetProperty("standing").GetString()!, ignoreCase: true),
        entry.GetProperty("until").InstantOrNull(),
        entry.GetProperty("reason").GetString());
}
