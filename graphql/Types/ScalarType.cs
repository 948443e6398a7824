using System.Text.Json;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types;

/// <summary>
/// A scalar (spec §3.5). Its three functions throw <see cref="GraphQLException"/>, FormatException, OverflowException or
/// ArgumentException for a value that is none of the type; the message reaches the caller.
/// </summary>
public sealed class ScalarType : NamedType
{
    private readonly Func<object, object> _serialize;
    private readonly Func<JsonElement, object?> _parseValue;
    private readonly Func<ValueNode, object?>? _parseLiteral;

    /// <summary>Creates a scalar.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="serialize">
    /// Makes of a resolver's value what is written: a string, bool, number, Guid, DateTimeOffset, DateOnly, JsonElement, or a
    /// list or string-keyed dictionary of those.
    /// </param>
    /// <param name="parseValue">Makes of a variable's JSON, never null, what resolvers receive.</param>
    /// <param name="parseLiteral">Makes the same of a literal without variables; null to go through <paramref name="parseValue"/>.</param>
    /// <param name="specifiedBy">The URL of its specification.</param>
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

    /// <summary>Creates a scalar that travels as a string.</summary>
    /// <typeparam name="T">What resolvers return and receive.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="parse">Reads the string; throws if it is none of the type.</param>
    /// <param name="format">Writes the string.</param>
    /// <param name="specifiedBy">The URL of its specification.</param>
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

    /// <summary>Result coercion (spec §3.5).</summary>
    internal object Serialize(object value) => _serialize(value);

    /// <summary>Input coercion of a variable's value.</summary>
    internal object? ParseValue(JsonElement value) => _parseValue(value);

    /// <summary>Input coercion of a literal, whose lists and objects may contain variables.</summary>
    internal object? ParseLiteral(ValueNode literal, VariableValues? variables) =>
        _parseLiteral is not null ? _parseLiteral(literal) : _parseValue(LiteralJson.ToElement(literal, variables));

    private static GraphQLException CannotRepresent(string name, object value) =>
        new($"{name} cannot represent value: {ValueInspection.Describe(value)}");
}
