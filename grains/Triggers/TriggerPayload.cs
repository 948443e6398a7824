using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Triggers;

/// <summary>Writes the JSON that a mutation's HTTP triggers get: OS2mo's <c>MOTriggerPayload</c>, with its five fields (docs/os2mo.md §7).</summary>
public static class TriggerPayload
{
    /// <summary>Writes the payload of a mutation.</summary>
    /// <param name="call">The mutation.</param>
    /// <returns>A JSON object in UTF-8.</returns>
    public static ImmutableArray<byte> Of(TriggerCall call) => JsonBytes.Plain.Write(call, static (writer, call) =>
    {
        writer.WriteStartObject();
        writer.WriteString("event_type", TriggerSpelling.Name(call.Stage.EventType));
        writer.WritePropertyName("request");
        writer.WriteRawValue(call.Request.AsSpan(), skipInputValidation: true);
        writer.WriteString("request_type", TriggerSpelling.Name(call.Stage.Request));
        writer.WriteString("role_type", call.Stage.RoleType);
        writer.WriteString("uuid", call.Object.Uuid);
        writer.WriteEndObject();
    });
}
