using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Formats values for error messages as graphql-core does: Python's literals, at most two levels deep, shortened in the middle.</summary>
internal static class PythonInspection
{
    private const int MaxDepth = 2;
    private const int MaxItems = 10;
    private const int MaxText = 240;
    private const string Gap = "...";

    public static string Describe(JsonElement value) => Describe(value, 0);

    private static string Describe(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.String => Shorten(Quote(value.GetString()!)),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        JsonValueKind.Undefined => "Undefined",
        JsonValueKind.Array => DescribeAll(
            "[", "]", depth, [.. value.EnumerateArray()], item => Describe(item, depth + 1)),
        JsonValueKind.Object => DescribeAll(
            "{", "}", depth, [.. value.EnumerateObject()], item => $"{Shorten(Quote(item.Name))}: {Describe(item.Value, depth + 1)}"),
        _ => Shorten(value.GetRawText()),
    };

    private static string DescribeAll<T>(string open, string close, int depth, IReadOnlyList<T> items, Func<T, string> describe)
    {
        if (items.Count == 0)
            return open + close;
        if (depth >= MaxDepth)
            return open + Gap + close;
        var shown = items.Count <= MaxItems
            ? items.Select(describe)
            : [.. items.Take(MaxItems / 2).Select(describe), Gap, .. items.TakeLast((MaxItems / 2) - 1).Select(describe)];
        return open + string.Join(", ", shown) + close;
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxText)
            return text;
        var first = (MaxText - Gap.Length) / 2;
        return text[..first] + Gap + text[^(MaxText - Gap.Length - first)..];
    }

    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var written = new StringBuilder().Append(quote);
        foreach (var letter in text)
        {
            written.Append(letter switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when letter == quote => $"\\{letter}",
                _ when char.IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => letter.ToString(),
            });
        }

        return written.Append(quote).ToString();
    }
}
