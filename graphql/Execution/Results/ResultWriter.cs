using System.Text.Json;
using MoCluster.GraphQL.Coercion;

namespace MoCluster.GraphQL.Execution.Results;

/// <summary>Writes the data of a finished answer as JSON.</summary>
internal static class ResultWriter
{
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case ResultObject result:
                writer.WriteStartObject();
                var fields = result.Plan.Fields;
                for (var i = 0; i < fields.Length; i++)
                {
                    writer.WritePropertyName(fields[i].JsonName);
                    Write(writer, result.Values[i]);
                }

                writer.WriteEndObject();
                break;
            case ResultList list:
                writer.WriteStartArray();
                foreach (var item in list.Values)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                JsonValues.Write(writer, value);
                break;
        }
    }
}
