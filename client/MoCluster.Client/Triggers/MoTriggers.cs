using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>The triggers that are registered at the server.</summary>
public sealed class MoTriggers
{
    private const string Fields =
        "name source event_type role_types request_types order id is_stored waiting parked oldest_at calls failures seconds";

    private readonly MoTransport _transport;

    internal MoTriggers(MoTransport transport) => _transport = transport;

    /// <summary>Lists them in the order in which they run: those before the commit first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<TriggerInfo>> ListAsync(CancellationToken cancellationToken = default) => _transport.AskAsync<IReadOnlyList<TriggerInfo>>(
        $"{{ triggers {{ {Fields} }} }}",
        "triggers",
        variables: null,
        found => [.. found.EnumerateArray().Select(Read)],
        new CallOptions("triggers", IsRepeatable: true),
        cancellationToken);

    private static TriggerInfo Read(JsonElement trigger) => new(
        trigger.GetProperty("name").GetString()!,
        trigger.GetProperty("source").GetString()!,
        trigger.GetProperty("event_type").GetString() == "ON_BEFORE",
        Texts(trigger, "role_types"),
        Texts(trigger, "request_types"),
        trigger.GetProperty("order").GetInt32(),
        trigger.GetProperty("id") is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null,
        trigger.GetProperty("is_stored").GetBoolean(),
        trigger.GetProperty("waiting").GetInt64(),
        trigger.GetProperty("parked").GetInt64(),
        trigger.GetProperty("oldest_at").InstantOrNull(),
        trigger.GetProperty("calls").GetInt64(),
        trigger.GetProperty("failures").GetInt64(),
        TimeSpan.FromSeconds(trigger.GetProperty("seconds").GetDouble()));

    private static string[] Texts(JsonElement trigger, string name) => [.. trigger.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
