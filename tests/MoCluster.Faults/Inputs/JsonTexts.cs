using System.Globalization;
using System.Text;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// Writes JSON as text. A JSON writer refuses half a surrogate pair and a number beyond every type, but callers may send both.
/// </summary>
internal static class JsonTexts
{
    /// <summary>A string, with escapes for the characters that JSON forbids or UTF-8 cannot hold.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        for (var i = 0; i < value.Length; i++)
        {
            var unit = value[i];
            if (i + 1 < value.Length && char.IsSurrogatePair(unit, value[i + 1]))
                text.Append(unit).Append(value[++i]);
            else if (unit is '"' or '\\' || unit < ' ' || char.IsSurrogate(unit))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            else
                text.Append(unit);
        }

        return text.Append('"').ToString();
    }

    /// <summary>An object.</summary>
    /// <param name="fields">The fields. A field with a null value is left out.</param>
    public static string Object(IEnumerable<(string Name, string? Value)> fields) =>
        $"{{{string.Join(",", fields.Where(field => field.Value is not null).Select(field => $"{Text(field.Name)}:{field.Value}"))}}}";

    /// <summary>A list.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(",", items)}]";
}
