using System.Text.Json;
using MoCluster.GraphQL.Coercion;

namespace MoCluster.GraphQL;

/// <summary>
/// How errors of documents and variables are worded. Programs compare such texts, and each library of GraphQL has its own way of quoting names and of
/// showing values.
/// </summary>
public sealed class ErrorWording
{
    /// <summary>After this, a message shows a value of the document as the document has it.</summary>
    private const string Found = ", found ";

    private readonly bool _isPython;

    private ErrorWording(bool isPython) => _isPython = isPython;

    /// <summary>As in graphql-js, the reference implementation: <c>Cannot query field "x" on type "Y".</c></summary>
    public static ErrorWording GraphQLJs { get; } = new(isPython: false);

    /// <summary>As in graphql-core, for programs written against Python's servers: <c>Cannot query field 'x' on type 'Y'.</c></summary>
    public static ErrorWording GraphQLCore { get; } = new(isPython: true);

    /// <summary>Rewords a message that is worded as in graphql-js.</summary>
    /// <param name="message">The message.</param>
    internal string Of(string message)
    {
        if (!_isPython || !message.Contains('"', StringComparison.Ordinal))
            return message;
        var value = message.IndexOf(Found, StringComparison.Ordinal);
        return value < 0 ? Quoted(message) : Quoted(message[..value]) + message[value..];
    }

    /// <summary>Shows the value of a variable.</summary>
    /// <param name="value">The value.</param>
    internal string Describe(JsonElement value) => _isPython ? PythonInspection.Describe(value) : ValueInspection.Describe(value);

    private static string Quoted(string message) => message.Replace('"', '\'');
}
