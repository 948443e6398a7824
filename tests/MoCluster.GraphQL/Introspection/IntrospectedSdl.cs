using System.Text;
using System.Text.Json;
using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Tests.Introspection;

/// <summary>Writes the definitions that an introspection result describes, as a client would read it.</summary>
internal static class IntrospectedSdl
{
    private static readonly HashSet<string> BuiltIn = ["String", "Int", "Float", "Boolean", "ID", "skip", "include", "deprecated", "specifiedBy"];

    public static string Write(JsonElement schema)
    {
        var text = new StringBuilder();
        Describe(text, schema);
        text.AppendLine("schema {");
        foreach (var kind in new[] { "query", "mutation", "subscription" })
        {
            if (schema.GetProperty(kind + "Type") is { ValueKind: JsonValueKind.Object } root)
                text.Append(kind).Append(": ").AppendLine(Name(root));
        }

        text.AppendLine("}");
        foreach (var directive in schema.GetProperty("directives").EnumerateArray().Where(d => !BuiltIn.Contains(Name(d))))
        {
            Describe(text, directive);
            text.Append("directive @").Append(Name(directive));
            Inputs(text, directive.GetProperty("args"), "(", ")");
            text.Append(directive.GetProperty("isRepeatable").GetBoolean() ? " repeatable on " : " on ");
            text.AppendJoin(" | ", directive.GetProperty("locations").EnumerateArray().Select(l => l.GetString())).AppendLine();
        }

        foreach (var type in schema.GetProperty("types").EnumerateArray())
        {
            if (!BuiltIn.Contains(Name(type)) && !Name(type).StartsWith("__", StringComparison.Ordinal))
                Type(text, type);
        }

        return text.ToString();
    }

    private static void Type(StringBuilder text, JsonElement type)
    {
        Describe(text, type);
        switch (type.GetProperty("kind").GetString())
        {
            case "SCALAR":
                text.Append("scalar ").Append(Name(type));
                if (type.GetProperty("specifiedByURL").GetString() is { } url)
                    text.Append($" @specifiedBy(url: {DocumentPrinter.PrintString(url)})");
                break;
            case "OBJECT":
                Fields(text.Append("type "), type);
                break;
            case "INTERFACE":
                Fields(text.Append("interface "), type);
                break;
            case "UNION":
                text.Append("union ").Append(Name(type)).Append(" = ").AppendJoin(" | ", type.GetProperty("possibleTypes").EnumerateArray().Select(Name));
                break;
            case "ENUM":
                text.Append("enum ").Append(Name(type)).AppendLine(" {");
                foreach (var value in type.GetProperty("enumValues").EnumerateArray())
                {
                    Describe(text, value);
                    Deprecate(text.Append(Name(value)), value);
                }

                text.Append('}');
                break;
            case "INPUT_OBJECT":
                Inputs(text.Append("input ").Append(Name(type)), type.GetProperty("inputFields"), " {", "}");
                break;
        }

        text.AppendLine();
    }

    private static void Fields(StringBuilder text, JsonElement type)
    {
        text.Append(Name(type));
        var interfaces = type.GetProperty("interfaces").EnumerateArray().Select(Name).ToList();
        if (interfaces.Count > 0)
            text.Append(" implements ").AppendJoin(" & ", interfaces);
        text.AppendLine(" {");
        foreach (var field in type.GetProperty("fields").EnumerateArray())
        {
            Describe(text, field);
            Inputs(text.Append(Name(field)), field.GetProperty("args"), "(", ")");
            Deprecate(text.Append(": ").Append(Reference(field.GetProperty("type"))), field);
        }

        text.Append('}');
    }

    private static void Inputs(StringBuilder text, JsonElement values, string open, string close)
    {
        if (values.GetArrayLength() == 0)
            return;
        text.AppendLine(open);
        foreach (var value in values.EnumerateArray())
        {
            Describe(text, value);
            text.Append(Name(value)).Append(": ").Append(Reference(value.GetProperty("type")));
            if (value.GetProperty("defaultValue").GetString() is { } literal)
                text.Append(" = ").Append(literal);
            Deprecate(text, value);
        }

        text.Append(close);
    }

    private static void Describe(StringBuilder text, JsonElement part)
    {
        if (part.TryGetProperty("description", out var description) && description.GetString() is { } words)
            text.AppendLine(DocumentPrinter.PrintString(words));
    }

    private static void Deprecate(StringBuilder text, JsonElement part)
    {
        if (part.GetProperty("isDeprecated").GetBoolean())
            text.Append($" @deprecated(reason: {DocumentPrinter.PrintString(part.GetProperty("deprecationReason").GetString()!)})");
        text.AppendLine();
    }

    private static string Reference(JsonElement type) => type.GetProperty("kind").GetString() switch
    {
        "NON_NULL" => Reference(type.GetProperty("ofType")) + "!",
        "LIST" => "[" + Reference(type.GetProperty("ofType")) + "]",
        _ => Name(type),
    };

    private static string Name(JsonElement part) => part.GetProperty("name").GetString()!;
}
