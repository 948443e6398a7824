using System.Text.Json;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types;

/// <summary>
/// A scalar (spec §3.5). Its three functions throw <see cref="GraphQLException"/>, FormatException, OverflowException or
/// ArgumentException for a value that does not fit the type. The message reaches the caller.
/// </summary>
public sealed class ScalarType : NamedType
{
    private readonly Func<object, object> _serialize;
    private readonly Func<JsonElement, object?> _parseValue;
    private readonly Func<ValueNode, object?>? _parseLiteral;

    /// <summary>Creates a scalar.</summary>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the scalar is, in Markdown.</param>
    /// <param name="serialize">
    /// Turns a resolver's value into what is written as JSON: a string, bool, number, Guid, DateTimeOffset, DateOnly, JsonElement, or a
    /// list or string-keyed dictionary of those.
    /// </param>
    /// <param name="parseValue">Turns the JSON of a variable, never null, into what resolvers receive.</param>
    /// <param name="parseLiteral">
    /// Turns a literal without variables into what resolvers receive; null to turn it into JSON for <paramref name="parseValue"/>.
    /// </param>
    /// <param name="specifiedBy">The URL of the scalar's specification; null if it has none.</param>
    public ScalarType(
        string name,
        string? description,
        Func<object, object> serialize,
        Func<JsonElement, object?> parseValue,
        Func<ValueNode, object?>? parseLiteral = null,
        string? specifiedBy = null)
        : base(name, description)
    {
        _serialize = serialize;
        _parseValue = parseValue;
        _parseLiteral = parseLiteral;
        SpecifiedBy = specifiedBy;
    }

    /// <summary>The URL of the scalar's specification; null if it has none.</summary>
    public string? SpecifiedBy { get; }

    /// <summary>Creates a scalar whose JSON is a string.</summary>
    /// <typeparam name="T">What resolvers return and receive.</typeparam>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the scalar is, in Markdown.</param>
    /// <param name="parse">Reads the string; throws if it does not fit the type.</param>
    /// <param name="format">Writes the string.</param>
    /// <param name="specifiedBy">The URL of the scalar's specification; null if it has none.</param>
    public static ScalarType FromText<T>(
        string name, string? description, Func<string, T> parse, Func<T, string> format, string? specifiedBy = null)
        where T : notnull =>
        new(
            name,
            description,
            value => value is T typed ? format(typed) : throw CannotRepresent(name, value),
            json => json.ValueKind == JsonValueKind.String
                ? parse(json.GetString()!)
                : throw new GraphQLException($"{name} cannot represent a non string value: {json.GetRawText()}"),
            literal => literal is StringValueNode text
                ? parse(text.Value)
                : throw new GraphQLException($"{name} cannot represent a non string value: {DocumentPrinter.Print(literal)}"),
            specifiedBy);

    /// <summary>Coerces a resolver's value for the answer (spec §3.5).</summary>
    internal object Serialize(object value) => _serialize(value);

    /// <summary>Coerces the JSON of a variable.</summary>
    internal object? ParseValue(JsonElement value) => _parseValue(value);

    /// <summary>Coerces a literal. Its lists and objects may contain variables.</summary>
    internal object? ParseLiteral(ValueNode literal, VariableValues? variables) =>
        _parseLiteral is not null ? _parseLiteral(literal) : _parseValue(LiteralJson.ToElement(literal, variables));

    private static GraphQLException CannotRepresent(string name, object value) =>
        new($"{name} cannot represent value: {ValueInspection.Describe(value)}");
}
