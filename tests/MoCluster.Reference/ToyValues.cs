using System.Globalization;
using System.Text.Json;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;

namespace MoCluster.Reference;

/// <summary>
/// Computes values for the toy schema from a field's path and arguments alone. node/resolvers.js computes the same values.
/// </summary>
internal static class ToyValues
{
    private const string Key = "key";

    public static object? Resolve(FieldContext context)
    {
        var given = context.Field.Arguments.Where(argument => context.HasArgument(argument.Name)).OrderBy(argument => argument.Name, StringComparer.Ordinal)
            .Select(argument => $"{argument.Name}:{Show(context.Argument<object>(argument.Name))}").ToArray();
        var shown = given.Length > 0 ? $"{{{string.Join(',', given)}}}" : "";
        // The arguments are part of the answer, so that a difference in them is seen.
        if (shown.Length > 0 && context.Field.Type.Named.Name == "String")
            return shown;
        var parent = (context.Source as IReadOnlyDictionary<string, object?>)?[Key] ?? "R";
        return ValueOf(context.Schema, context.Field.Type, $"{parent}.{context.Field.Name}{shown}");
    }

    private static object? ValueOf(Schema schema, GraphQLType type, string key)
    {
        var h = Hash(key);
        if (type is NonNullType required)
            return h % 41 == 0 ? null : ValueOf(schema, required.Of, key);
        if (h % 17 == 0)
            return null;
        if (h % 19 == 0)
            throw new GraphQLException($"no {key}");
        return type switch
        {
            ListType list => Enumerable.Range(0, h % 4).Select(i => ItemOf(schema, list.Of, $"{key}#{i}")).ToList(),
            EnumType => h % 23 == 0 ? "PURPLE" : new[] { "RED", "GREEN", "BLUE" }[h % 3],
            ScalarType scalar => Leaf(scalar.Name, h, key),
            NamedType named => ObjectOf(schema, named, h, key),
            _ => throw new InvalidOperationException($"There is no value of {type}."),
        };
    }

    private static object? ItemOf(Schema schema, GraphQLType type, string key)
    {
        try
        {
            return ValueOf(schema, type, key);
        }
        catch (GraphQLException)
        {
            return null;
        }
    }

    private static object Leaf(string scalar, int h, string key) => scalar switch
    {
        "Int" => h % 29 == 0 ? 1.5 : h % 31 == 0 ? 3_000_000_000L : h,
        "Float" => h / 8.0,
        "Boolean" => h % 2 == 0,
        "ID" => h % 2 != 0 ? key.Length : $"id{h}",
        "String" => h % 13 == 0 ? h : $"s{h}",
        _ => $"blob{h}",
    };

    private static Dictionary<string, object?> ObjectOf(Schema schema, NamedType type, int h, string key)
    {
        var possible = type.IsAbstract ? schema.PossibleTypes(type).Select(t => t.Name).Order(StringComparer.Ordinal).ToArray() : [type.Name];
        return new Dictionary<string, object?>(StringComparer.Ordinal) { ["__typename"] = possible[h % possible.Length], [Key] = key };
    }

    private static int Hash(string text) => (int)text.Aggregate(7L, (h, unit) => (h * 31 + unit) % 1_000_003);

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => Show(number),
        JsonElement json => Show(json),
        InputObject input => Show(input.Values.Select(pair => (pair.Key, Show(pair.Value)))),
        object?[] items => $"[{string.Join(',', items.Select(Show))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Show(double number) =>
        number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("F3", CultureInfo.InvariantCulture);

    private static string Show(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => Show(json.GetDouble()),
        JsonValueKind.Array => $"[{string.Join(',', json.EnumerateArray().Select(item => Show(item)))}]",
        JsonValueKind.Object => Show(json.EnumerateObject().Select(property => (property.Name, Show(property.Value)))),
        _ => json.GetRawText(),
    };

    private static string Show(IEnumerable<(string Name, string Value)> members) =>
        $"{{{string.Join(',', members.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{member.Value}"))}}}";
}
