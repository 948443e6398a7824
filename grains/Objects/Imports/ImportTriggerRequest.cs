using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// The request that triggers see of a line: the input that would create the object with its last validity (<c>uuid</c>, the fields by their names
/// in inputs, and <c>validity</c>), and all validities as exports write them (<c>validities</c>).
/// </summary>
internal static class ImportTriggerRequest
{
    /// <summary>Writes a request.</summary>
    /// <param name="change">The change of the line.</param>
    public static ImmutableArray<byte> Write(ObjectChange change) => JsonBytes.Plain.Write(change, static (writer, change) =>
    {
        var state = ObjectStateCodec.Encode(change.After);
        var segments = ObjectStateCodec.SegmentsOf(state.AsSpan());
        writer.WriteStartObject();
        writer.WriteString("uuid", change.Object.Uuid);
        var last = JsonElement.Parse(segments).EnumerateArray().LastOrDefault();
        if (last.ValueKind == JsonValueKind.Object)
        {
            foreach (var value in last.GetProperty("values").EnumerateObject())
            {
                writer.WritePropertyName(change.Type[value.Name].InputName);
                value.Value.WriteTo(writer);
            }
            writer.WriteStartObject("validity");
            WriteEnd(writer, last, "from");
            WriteEnd(writer, last, "to");
            writer.WriteEndObject();
        }
        writer.WritePropertyName("validities");
        writer.WriteRawValue(segments, skipInputValidation: true);
        writer.WriteEndObject();
    });

    private static void WriteEnd(Utf8JsonWriter writer, JsonElement segment, string name)
    {
        if (segment.TryGetProperty(name, out var end))
            writer.WriteString(name, end.GetString());
        else
            writer.WriteNull(name);
    }
}
