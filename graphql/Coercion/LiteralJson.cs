using System.Buffers;
using System.Text.Json;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Turns literals into JSON, for scalars that can read only JSON.</summary>
internal static class LiteralJson
{
    public static JsonElement ToElement(ValueNode literal, VariableValues? variables)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, literal, variables);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 1024 });
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, ValueNode literal, VariableValues? variables)
    {
        switch (literal)
        {
            case IntValueNode number: writer.WriteRawValue(number.Value); break;
            case FloatValueNode number: writer.WriteRawValue(number.Value); break;
            case StringValueNode text: writer.WriteStringValue(text.Value); break;
            case EnumValueNode name: writer.WriteStringValue(name.Value); break;
            case BooleanValueNode flag: writer.WriteBooleanValue(flag.Value); break;
            case NullValueNode: writer.WriteNullValue(); break;
            case VariableNode variable: WriteVariable(writer, variable, variables); break;
            case ListValueNode list:
                writer.WriteStartArray();
                foreach (var item in list.Values)
                    Write(writer, item, variables);
                writer.WriteEndArray();
                break;
            case ObjectValueNode map:
                writer.WriteStartObject();
                foreach (var field in map.Fields)
                {
                    writer.WritePropertyName(field.Name.Value);
                    Write(writer, field.Value, variables);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteVariable(Utf8JsonWriter writer, VariableNode variable, VariableValues? variables)
    {
        object? value = null;
        variables?.TryGet(variable.Name.Value, out value);
        if (!JsonValues.CanWrite(value))
            throw new GraphQLException($"The variable \"${variable.Name.Value}\" cannot be used within this scalar.");
        JsonValues.Write(writer, value);
    }
}
