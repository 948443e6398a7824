using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Formats values for error messages as graphql-js does: at most two levels deep, and at most ten items of a list.</summary>
internal static class ValueInspection
{
    private const int MaxDepth = 2;
    private const int MaxItems = 10;

    public static string Describe(JsonElement value) => Describe(value, 0);

    /// <summary>Formats a resolver's value: text and numbers as they are, and only the class of anything else.</summary>
    public static string Describe(object value) => value switch
    {
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        JsonElement json => Describe(json),
        int or long or short or byte or sbyte or ushort or uint or ulong or double or float or decimal
            or Guid or DateTimeOffset or DateOnly => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => "[object List]",
        _ => $"[object {value.GetType().Name}]",
    };

    private static string Describe(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Array => DescribeArray(value, depth),
        JsonValueKind.Object => DescribeObject(value, depth),
        JsonValueKind.Undefined => "undefined",
        _ => value.GetRawText(),
    };

    private static string DescribeArray(JsonElement value, int depth)
    {
        var count = value.GetArrayLength();
        if (count == 0)
            return "[]";
        if (depth >= MaxDepth)
            return "[Array]";
        var text = new StringBuilder("[");
        text.AppendJoin(", ", value.EnumerateArray().Take(MaxItems).Select(item => Describe(item, depth + 1)));
        if (count > MaxItems)
            text.Append(CultureInfo.InvariantCulture, $", ... {count - MaxItems} more item{(count - MaxItems == 1 ? "" : "s")}");
        return text.Append(']').ToString();
    }

    private static string DescribeObject(JsonElement value, int depth)
    {
        if (!value.EnumerateObject().Any())
            return "{}";
        if (depth >= MaxDepth)
            return "[Object]";
        return "{ " + string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name}: {Describe(p.Value, depth + 1)}")) + " }";
    }

    private static string Quote(string text) => Language.DocumentPrinter.PrintString(text);
}
