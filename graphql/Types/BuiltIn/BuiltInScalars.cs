using System.Globalization;
using System.Text.Json;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types.BuiltIn;

/// <summary>The five scalars that a schema can use without adding them (spec §3.5).</summary>
public static class BuiltInScalars
{
    /// <summary>A signed 32-bit integer. Resolvers may return any integral number, and receive an int.</summary>
    public static ScalarType Int { get; } = new(
        "Int",
        "The `Int` scalar type represents non-fractional signed whole numeric values. Int can represent values between "
        + "-(2^31) and 2^31 - 1.",
        SerializeInt,
        ParseInt,
        literal => literal is IntValueNode node
            ? int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new GraphQLException($"Int cannot represent non 32-bit signed integer value: {node.Value}")
            : throw new GraphQLException($"Int cannot represent non-integer value: {DocumentPrinter.Print(literal)}"));

    /// <summary>A double. Resolvers may return any number, and receive a double.</summary>
    public static ScalarType Float { get; } = new(
        "Float",
        "The `Float` scalar type represents signed double-precision fractional values as specified by [IEEE "
        + "754](https://en.wikipedia.org/wiki/IEEE_floating_point).",
        SerializeFloat,
        json => json.ValueKind == JsonValueKind.Number
            ? Finite(json.GetDouble(), json.GetRawText())
            : throw new GraphQLException($"Float cannot represent non numeric value: {ValueInspection.Describe(json)}"),
        literal => literal switch
        {
            IntValueNode node => Finite(double.Parse(node.Value, CultureInfo.InvariantCulture), node.Value),
            FloatValueNode node => Finite(double.Parse(node.Value, CultureInfo.InvariantCulture), node.Value),
            _ => throw new GraphQLException($"Float cannot represent non numeric value: {DocumentPrinter.Print(literal)}"),
        });

    /// <summary>Text. Resolvers may return strings, numbers or booleans, and receive a string.</summary>
    public static ScalarType String { get; } = new(
        "String",
        "The `String` scalar type represents textual data, represented as UTF-8 character sequences. The String type "
        + "is most often used by GraphQL to represent free-form human-readable text.",
        SerializeString,
        json => json.ValueKind == JsonValueKind.String
            ? json.GetString()
            : throw new GraphQLException($"String cannot represent a non string value: {ValueInspection.Describe(json)}"),
        literal => literal is StringValueNode node
            ? node.Value
            : throw new GraphQLException($"String cannot represent a non string value: {DocumentPrinter.Print(literal)}"));

    /// <summary>True or false. Resolvers return and receive a bool.</summary>
    public static ScalarType Boolean { get; } = new(
        "Boolean",
        "The `Boolean` scalar type represents `true` or `false`.",
        value => value is bool
            ? value
            : throw new GraphQLException($"Boolean cannot represent a non boolean value: {ValueInspection.Describe(value)}"),
        json => json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? json.GetBoolean()
            : throw new GraphQLException($"Boolean cannot represent a non boolean value: {ValueInspection.Describe(json)}"),
        literal => literal is BooleanValueNode node
            ? node.Value
            : throw new GraphQLException($"Boolean cannot represent a non boolean value: {DocumentPrinter.Print(literal)}"));

    /// <summary>A unique identifier. Resolvers may return strings, Guids or integers, and receive a string.</summary>
    public static ScalarType Id { get; } = new(
        "ID",
        "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. "
        + "The ID type appears in a JSON response as a String; however, it is not intended to be human-readable. When "
        + "expected as an input type, any string (such as `\"4\"`) or integer (such as `4`) input value will be accepted "
        + "as an ID.",
        SerializeId,
        json => json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number when IsIntegral(json.GetRawText()) => json.GetRawText(),
            _ => throw new GraphQLException($"ID cannot represent value: {ValueInspection.Describe(json)}"),
        },
        literal => literal switch
        {
            StringValueNode node => node.Value,
            IntValueNode node => node.Value,
            _ => throw new GraphQLException($"ID cannot represent a non-string and non-integer value: {DocumentPrinter.Print(literal)}"),
        });

    internal static ScalarType[] All { get; } = [String, Int, Float, Boolean, Id];

    private static object SerializeInt(object value) => value switch
    {
        int or short or byte or sbyte or ushort => value,
        long number when number is >= int.MinValue and <= int.MaxValue => value,
        uint number when number <= int.MaxValue => value,
        ulong number when number <= int.MaxValue => value,
        bool flag => flag ? 1 : 0,
        double number when double.IsInteger(number) => (long)number is >= int.MinValue and <= int.MaxValue and var whole
            ? (int)whole
            : throw TooLarge(value),
        long or uint or ulong => throw TooLarge(value),
        _ => throw new GraphQLException($"Int cannot represent non-integer value: {ValueInspection.Describe(value)}"),
    };

    private static GraphQLException TooLarge(object value) =>
        new($"Int cannot represent non 32-bit signed integer value: {ValueInspection.Describe(value)}");

    private static object ParseInt(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Number)
            throw new GraphQLException($"Int cannot represent non-integer value: {ValueInspection.Describe(json)}");
        if (json.TryGetInt32(out var value))
            return value;
        // JSON does not distinguish integers from other numbers, so 1.0 and 1e3 are integers too.
        var number = json.GetDouble();
        if (!double.IsInteger(number))
            throw new GraphQLException($"Int cannot represent non-integer value: {json.GetRawText()}");
        if (number is < int.MinValue or > int.MaxValue)
            throw new GraphQLException($"Int cannot represent non 32-bit signed integer value: {json.GetRawText()}");
        return (int)number;
    }

    private static object SerializeFloat(object value) => value switch
    {
        double number => Finite(number, ValueInspection.Describe(value)),
        float number => Finite(number, ValueInspection.Describe(value)),
        decimal or int or long or short or byte or sbyte or ushort or uint or ulong => value,
        bool flag => flag ? 1 : 0,
        _ => throw new GraphQLException($"Float cannot represent non numeric value: {ValueInspection.Describe(value)}"),
    };

    private static double Finite(double number, string text) => double.IsFinite(number)
        ? number
        : throw new GraphQLException($"Float cannot represent non numeric value: {text}");

    private static object SerializeString(object value) => value switch
    {
        string => value,
        bool flag => flag ? "true" : "false",
        double number when !double.IsFinite(number) =>
            throw new GraphQLException($"String cannot represent value: {ValueInspection.Describe(value)}"),
        int or long or short or byte or sbyte or ushort or uint or ulong or double or float or decimal or Guid =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new GraphQLException($"String cannot represent value: {ValueInspection.Describe(value)}"),
    };

    private static object SerializeId(object value) => value switch
    {
        string or Guid => value,
        int or long or short or byte or sbyte or ushort or uint or ulong =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new GraphQLException($"ID cannot represent value: {ValueInspection.Describe(value)}"),
    };

    private static bool IsIntegral(string raw) => !raw.AsSpan().ContainsAny('.', 'e', 'E');
}
