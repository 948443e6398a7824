using System.Text;
using System.Text.Json;
using MoCluster.GraphQL;

namespace MoCluster.Reference;

/// <summary>An answer in a form that can be compared with another implementation's.</summary>
/// <param name="Kind">The stage that the request reached: one of <see cref="Kinds"/>.</param>
/// <param name="Errors">The errors in order, one line each: locations, path, message.</param>
/// <param name="Data">The data, with its fields in order; null if there is none.</param>
internal sealed record Answer(string Kind, string Errors, string? Data)
{
    /// <summary>
    /// The stages: a syntax error, an invalid document, an operation or variables that do not fit, data with errors, and data.
    /// </summary>
    public static IReadOnlyList<string> Kinds { get; } = ["parse", "validate", "coerce", "execute with errors", "execute"];

    /// <summary>Reads the answer that resolvers.js gives.</summary>
    public static Answer OfReference(JsonElement answer)
    {
        var errors = ErrorsOf(answer);
        var stage = answer.GetProperty("stage").GetString()!;
        return new Answer(KindOf(stage, errors), errors, DataOf(answer));
    }

    /// <summary>The errors that resolvers.js and rules.js give, in the form of <see cref="Errors"/>.</summary>
    public static string ErrorsOf(JsonElement answer) => answer.TryGetProperty("errors", out var list)
        ? string.Concat(list.EnumerateArray().Select(error => Line(
            error.GetProperty("message").GetString()!,
            error.GetProperty("locations").EnumerateArray().Select(at => (at[0].GetInt32(), at[1].GetInt32())),
            error.GetProperty("path"))))
        : "";

    /// <summary>The executor's errors, in the form of <see cref="Errors"/>.</summary>
    public static string Lines(IEnumerable<GraphQLError> errors) =>
        string.Concat(errors.Select(error => Line(error.Message, error.Locations.Select(at => (at.Line, at.Column)), default)));

    /// <summary>Reads the answer of the executor, as its caller would.</summary>
    public static Answer Of(ExecutionResult result)
    {
        using var json = JsonDocument.Parse(result.ToJson());
        var answer = json.RootElement;
        string? code = null;
        var errors = new List<string>();
        if (answer.TryGetProperty("errors", out var list))
        {
            foreach (var error in list.EnumerateArray())
            {
                var locations = error.TryGetProperty("locations", out var all) ? all.EnumerateArray().ToArray() : [];
                errors.Add(Line(
                    error.GetProperty("message").GetString()!,
                    locations.Select(at => (at.GetProperty("line").GetInt32(), at.GetProperty("column").GetInt32())),
                    error.TryGetProperty("path", out var path) ? path : default));
                code ??= error.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var given) ? given.GetString() : null;
            }
        }

        var stage = answer.TryGetProperty("data", out _) ? "execute" : code switch
        {
            ErrorCodes.SyntaxError => "parse",
            ErrorCodes.ValidationFailed => "validate",
            _ => "coerce",
        };
        var lines = string.Concat(errors);
        return new Answer(KindOf(stage, lines), lines, DataOf(answer));
    }

    private static string KindOf(string stage, string errors) =>
        stage == "execute" && errors.Length > 0 ? "execute with errors" : stage;

    private static string? DataOf(JsonElement answer)
    {
        if (!answer.TryGetProperty("data", out var data))
            return null;
        var text = new StringBuilder();
        Write(data, text);
        return text.ToString();
    }

    private static string Line(string message, IEnumerable<(int Line, int Column)> locations, JsonElement path)
    {
        var text = new StringBuilder("\n    ");
        text.AppendJoin(' ', locations.Select(at => $"{at.Line}:{at.Column}")).Append(' ');
        if (path.ValueKind == JsonValueKind.Array)
            Write(path, text);
        return text.Append(' ').Append(message).ToString();
    }

    /// <summary>Writes JSON in one form: the implementations use different escapes and different forms of equal numbers.</summary>
    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var property in value.EnumerateObject())
                {
                    text.Append(JsonSerializer.Serialize(property.Name)).Append(':');
                    Write(property.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.ValueKind switch
                {
                    JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
                    JsonValueKind.Number => JsonSerializer.Serialize(value.GetDouble()),
                    _ => value.GetRawText(),
                });
                break;
        }
    }
}
