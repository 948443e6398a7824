using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Listeners: declare, find, and what operators do with them and their queues.</summary>
public sealed class MoListeners
{
    private const int PageSize = 500;

    private readonly MoTransport _transport;
    private readonly IEventCalls _calls;
    private readonly TokenSettler _settler;

    internal MoListeners(MoTransport transport, IEventCalls calls, TokenSettler settler) =>
        (_transport, _calls, _settler, Queues) = (transport, calls, settler, new MoQueues(transport));

    /// <summary>What waits in the queues of listeners.</summary>
    public MoQueues Queues { get; }

    /// <summary>
    /// Declares a listener, which gets the events from now on. The same declaration again finds the same listener, so a program declares its listeners each
    /// time it starts.
    /// </summary>
    /// <param name="declaration">What the listener is to be.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, for example because the listener exists with another routing key, or could not be reached in time.</exception>
    public async Task<MoListener> DeclareAsync(ListenerDeclaration declaration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var info = await _transport.AskAsync(
            $"mutation($input: ListenerCreateInput!) {{ event_listener_declare(input: $input) {{ {ListenerJson.InfoFields} }} }}",
            "event_listener_declare",
            writer => ListenerJson.Write(writer, "input", declaration),
            ListenerJson.ReadInfo,
            new CallOptions("declare", IsRepeatable: true),
            cancellationToken).ConfigureAwait(false);
        return new MoListener(_calls, _settler, info.Uuid, info);
    }

    /// <summary>Opens a listener by its uuid. Nothing is asked: whether it exists shows with the first fetch.</summary>
    /// <param name="uuid">The uuid.</param>
    public MoListener Open(Guid uuid) => new(_calls, _settler, uuid, info: null);

    /// <summary>Opens a listener that was found.</summary>
    /// <param name="info">The listener.</param>
    public MoListener Open(ListenerInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return new MoListener(_calls, _settler, info.Uuid, info);
    }

    /// <summary>Finds listeners, and how far each is behind. No queue is activated for it.</summary>
    /// <param name="filter">Which; all when null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public IAsyncEnumerable<ListenerLag> FindAsync(ListenerFilter? filter = null, CancellationToken cancellationToken = default) => _transport.ReadPagesAsync(
        "query($filter: ListenerFilter, $limit: int, $cursor: Cursor) { event_listeners(filter: $filter, limit: $limit, cursor: $cursor) "
        + $"{{ objects {{ {ListenerJson.LagFields} }} page_info {{ next_cursor }} }} }}",
        "event_listeners",
        writer => ListenerJson.Write(writer, "filter", filter),
        ListenerJson.ReadLag,
        PageSize,
        cancellationToken);

    /// <summary>Tells the exact status of a listener's queue, which is activated for it.</summary>
    /// <param name="uuid">The listener, which the caller owns.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MoException">There is no such listener, the server refused, or could not be reached in time.</exception>
    public Task<ListenerStatus> GetStatusAsync(Guid uuid, CancellationToken cancellationToken = default) => _transport.AskAsync(
        $"query($filter: ListenerFilter) {{ event_listeners(filter: $filter) {{ objects {{ {ListenerJson.StatusFields} }} }} }}",
        "event_listeners",
        writer => ListenerJson.Write(writer, "filter", ListenerFilter.Of(uuid)),
        page => page.GetProperty("objects") is var found && found.GetArrayLength() > 0
            ? ListenerJson.ReadStatus(found[0].GetProperty("status"))
            : throw new MoException(MoErrorCode.NotFound, $"There is no listener {uuid:D}."),
        new CallOptions("status", IsRepeatable: true),
        cancellationToken);

    /// <summary>Deletes a listener.</summary>
    /// <param name="uuid">The listener.</param>
    /// <param name="deletePendingEvents">Whether to delete it even if events are pending.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, for example because events are pending, or could not be reached in time.</exception>
    public Task DeleteAsync(Guid uuid, bool deletePendingEvents = false, CancellationToken cancellationToken = default) => _transport.AskAsync(
        "mutation($uuid: UUID!, $pending: Boolean!) { event_listener_delete(input: {uuid: $uuid, delete_pending_events: $pending}) }",
        "event_listener_delete",
        writer =>
        {
            writer.WriteString("uuid", uuid);
            writer.WriteBoolean("pending", deletePendingEvents);
        },
        _ => true,
        new CallOptions("delete", IsRepeatable: false),
        cancellationToken);

    /// <summary>Pauses a listener: from the answer on it hands out no events until it is resumed. Its events are kept.</summary>
    /// <param name="uuid">The listener.</param>
    /// <param name="reason">Why, for people; up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<ListenerInfo> PauseAsync(Guid uuid, string? reason = null, CancellationToken cancellationToken = default) => _transport.AskAsync(
        $"mutation($uuid: UUID!, $reason: String) {{ event_listener_pause(input: {{uuid: $uuid, reason: $reason}}) {{ {ListenerJson.InfoFields} }} }}",
        "event_listener_pause",
        writer =>
        {
            writer.WriteString("uuid", uuid);
            writer.WriteString("reason", reason);
        },
        ListenerJson.ReadInfo,
        new CallOptions("pause", IsRepeatable: true),
        cancellationToken);

    /// <summary>Resumes a listener that is paused or suspended.</summary>
    /// <param name="uuid">The listener.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<ListenerResumption> ResumeAsync(Guid uuid, CancellationToken cancellationToken = default) => _transport.AskAsync(
        $"mutation($uuid: UUID!) {{ event_listener_resume(input: {{uuid: $uuid}}) {{ listener {{ {ListenerJson.InfoFields} }} let_go }} }}",
        "event_listener_resume",
        writer => writer.WriteString("uuid", uuid),
        resumed => new ListenerResumption(ListenerJson.ReadInfo(resumed.GetProperty("listener")), resumed.GetProperty("let_go").GetInt64()),
        new CallOptions("resume", IsRepeatable: false),
        cancellationToken);

    /// <summary>Moves a listener to another position of its stream. Nacks, parks and silences are forgotten; leases stand to their end and settle nothing.</summary>
    /// <param name="uuid">The listener.</param>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The number of the first event that it gets from now on.</returns>
    /// <exception cref="MoException">The server refused, for example because the position is no longer kept, or could not be reached in time.</exception>
    public Task<long> SetPositionAsync(Guid uuid, ListenerPosition position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(position);
        return _transport.AskAsync(
            "mutation($input: ListenerPositionInput!) { event_listener_set_position(input: $input) }",
            "event_listener_set_position",
            Write,
            first => first.GetInt64(),
            new CallOptions("set position", IsRepeatable: false),
            cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject("input");
            writer.WriteString("uuid", uuid);
            if (position.To is { } to)
                writer.WriteString("to", to);
            if (position.Number is { } number)
                writer.WriteNumber("number", number);
            if (position.Instant is { } instant)
                writer.WriteString("instant", instant);
            writer.WriteEndObject();
        }
    }
}
