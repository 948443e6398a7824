using System.Text.Json;

namespace MoCluster.Faults.Inputs;

/// <summary>The types of a schema, read by introspection.</summary>
internal sealed class GraphQLTypes
{
    /// <summary>The introspection query with everything that <see cref="GraphQLWalk"/> needs.</summary>
    public const string Introspection =
        """
        {
          __schema {
            types {
              name kind enumValues { name }
              inputFields { name type { ...Type } defaultValue }
              fields(includeDeprecated: true) { name type { ...Type } args(includeDeprecated: true) { name type { ...Type } defaultValue } }
            }
          }
        }
        fragment Type on __Type { name kind ofType { name kind ofType { name kind ofType { name kind ofType { name kind } } } } }
        """;

    private readonly Dictionary<string, JsonElement> _types;

    /// <summary>Reads an answer to <see cref="Introspection"/>.</summary>
    public GraphQLTypes(JsonElement data) =>
        _types = data.GetProperty("__schema").GetProperty("types").EnumerateArray().ToDictionary(type => type.GetProperty("name").GetString()!);

    /// <summary>The fields of an object type.</summary>
    public IEnumerable<GraphQLField> FieldsOf(string type) => _types[type].GetProperty("fields") is { ValueKind: JsonValueKind.Array } fields
        ? fields.EnumerateArray().Select(field => new GraphQLField(
            field.GetProperty("name").GetString()!,
            Text(field.GetProperty("type")),
            [.. field.GetProperty("args").EnumerateArray().Select(Input)]))
        : [];

    /// <summary>The fields of an input object; null for a leaf.</summary>
    public GraphQLInput[]? InputsOf(string type) => KindOf(type) == "INPUT_OBJECT"
        ? [.. _types[type].GetProperty("inputFields").EnumerateArray().Select(Input)]
        : null;

    /// <summary>The names of an enumeration's values; empty for any other type.</summary>
    public string[] ValuesOf(string type) => KindOf(type) == "ENUM"
        ? [.. _types[type].GetProperty("enumValues").EnumerateArray().Select(value => value.GetProperty("name").GetString()!)]
        : [];

    /// <summary>Whether the type is a leaf: a scalar or an enumeration.</summary>
    public bool IsLeaf(string type) => KindOf(type) is "SCALAR" or "ENUM";

    /// <summary>Whether the type is an object type, so that its fields can be selected.</summary>
    public bool IsObject(string type) => KindOf(type) == "OBJECT";

    /// <summary>The name of a type without its lists and non-nulls.</summary>
    public static string Bare(string type) => type.Trim('[', ']', '!');

    private string KindOf(string type) => _types[type].GetProperty("kind").GetString()!;

    private static GraphQLInput Input(JsonElement input) => new(
        input.GetProperty("name").GetString()!,
        Text(input.GetProperty("type")),
        input.GetProperty("defaultValue").ValueKind != JsonValueKind.Null);

    private static string Text(JsonElement type) => type.GetProperty("kind").GetString() switch
    {
        "NON_NULL" => Text(type.GetProperty("ofType")) + "!",
        "LIST" => $"[{Text(type.GetProperty("ofType"))}]",
        _ => type.GetProperty("name").GetString()!,
    };
}
