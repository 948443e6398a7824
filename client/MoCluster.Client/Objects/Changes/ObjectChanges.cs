using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Sends changes of objects. Each has an idempotency id, so that it is made once however often it is sent.</summary>
internal static class ObjectChanges
{
    private const string Result = "uuid trigger_failures { trigger message }";

    /// <summary>Makes a change that takes an input.</summary>
    /// <param name="transport">Sends the request.</param>
    /// <param name="field">The mutation.</param>
    /// <param name="type">The type of its input.</param>
    /// <param name="write">Writes the fields of the input.</param>
    /// <param name="options">How it is made; null for the usual way.</param>
    /// <param name="cancellation">Ends the call. What was sent may still be done.</param>
    public static Task<ObjectChange> ChangeAsync(
        this MoTransport transport, string field, string type, Action<Utf8JsonWriter> write, ChangeOptions? options, CancellationToken cancellation) =>
        transport.AskAsync(
            $"mutation($input: {type}!) {{ {field}(input: $input) {{ {Result} }} }}",
            field,
            writer =>
            {
                writer.WriteStartObject("input");
                write(writer);
                writer.WriteEndObject();
            },
            Read,
            CallOf(field, options),
            cancellation);

    /// <summary>Deletes an object.</summary>
    /// <param name="transport">Sends the request.</param>
    /// <param name="field">The mutation.</param>
    /// <param name="uuid">The object.</param>
    /// <param name="options">How it is made; null for the usual way.</param>
    /// <param name="cancellation">Ends the call. What was sent may still be done.</param>
    public static Task<ObjectChange> DeleteAsync(
        this MoTransport transport, string field, Guid uuid, ChangeOptions? options, CancellationToken cancellation) => transport.AskAsync(
        $"mutation($uuid: UUID!) {{ {field}(uuid: $uuid) {{ {Result} }} }}",
        field,
        writer => writer.WriteString("uuid", uuid),
        Read,
        CallOf(field, options),
        cancellation);

    private static CallOptions CallOf(string field, ChangeOptions? options) => new(field, IsRepeatable: true)
    {
        IdempotencyKey = options?.IdempotencyId ?? Guid.NewGuid().ToString("N"),
        Query = options?.IsTriggerless == true ? "?triggerless=1" : null,
        Wait = options?.Wait ?? TimeSpan.Zero,
    };

    private static ObjectChange Read(JsonElement changed) => new(
        changed.GetProperty("uuid").GetGuid(),
        [
            .. changed.GetProperty("trigger_failures").EnumerateArray().Select(failure => new TriggerFailure(
                failure.GetProperty("trigger").GetString()!, failure.GetProperty("message").GetString()!)),
        ]);
}
