using System.Globalization;
using System.Text;

namespace MoCluster.Silo.Metrics;

/// <summary>Writes the text format of Prometheus (exposition format 0.0.4).</summary>
internal static class PrometheusText
{
    /// <summary>The media type of the format.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The name of an instrument in Prometheus: underscores instead of dots, the unit, and <c>_total</c> for a counter.</summary>
    /// <param name="name">The name of the instrument.</param>
    /// <param name="unit">The unit; null for none. A unit in braces is for people and is left out.</param>
    /// <param name="kind">The kind of the series.</param>
    public static string NameOf(string name, string? unit, SeriesKind kind)
    {
        var text = new StringBuilder(name.Length + 16);
        foreach (var letter in name)
            text.Append(char.IsAsciiLetterOrDigit(letter) || letter == ':' ? letter : '_');
        if (char.IsAsciiDigit(text[0]))
            text.Insert(0, '_');
        Suffix(text, unit switch
        {
            null or "" or "1" => "",
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        });
        Suffix(text, kind == SeriesKind.Counter ? "_total" : "");
        return text.ToString();
    }

    /// <summary>Writes labels in the form that they have between the braces, ordered by name.</summary>
    /// <param name="labels">The labels.</param>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.IsEmpty)
            return "";
        var sorted = labels.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var text = new StringBuilder(64 * sorted.Length);
        foreach (var (name, value) in sorted)
        {
            if (text.Length > 0)
                text.Append(',');
            foreach (var letter in name)
                text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
            text.Append("=\"");
            Escape(text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            text.Append('"');
        }

        return text.ToString();
    }

    /// <summary>Writes the comments about a metric that come before its samples.</summary>
    public static void WriteHead(StringBuilder text, string name, string? description, SeriesKind kind)
    {
        if (!string.IsNullOrEmpty(description))
            text.Append("# HELP ").Append(name).Append(' ').Append(description.ReplaceLineEndings(" ").Replace("\\", @"\\", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind switch
        {
            SeriesKind.Counter => "counter",
            SeriesKind.Histogram => "histogram",
            _ => "gauge",
        }).Append('\n');
    }

    /// <summary>Writes a sample.</summary>
    /// <param name="text">Receives the text.</param>
    /// <param name="name">The name.</param>
    /// <param name="suffix">The suffix that a histogram adds to the name; empty for other metrics.</param>
    /// <param name="labels">The labels, as <see cref="Labels"/> writes them.</param>
    /// <param name="value">The value.</param>
    /// <param name="bound">The upper bound of a histogram's bucket; null for none.</param>
    public static void WriteSample(StringBuilder text, string name, string suffix, string labels, double value, double? bound = null)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0 || bound is not null)
        {
            text.Append('{').Append(labels);
            if (bound is { } upper)
                Number(text.Append(labels.Length > 0 ? "," : "").Append("le=\""), upper).Append('"');
            text.Append('}');
        }

        Number(text.Append(' '), value).Append('\n');
    }

    private static StringBuilder Number(StringBuilder text, double value) => value switch
    {
        double.PositiveInfinity => text.Append("+Inf"),
        double.NegativeInfinity => text.Append("-Inf"),
        _ => text.Append(CultureInfo.InvariantCulture, $"{value:R}"),
    };

    private static void Suffix(StringBuilder text, string suffix)
    {
        if (suffix.Length > 0 && !text.ToString().EndsWith(suffix, StringComparison.Ordinal))
            text.Append(suffix);
    }

    private static void Escape(StringBuilder text, string value)
    {
        foreach (var letter in value)
        {
            switch (letter)
            {
                case '\\':
                    text.Append(@"\\");
                    break;
                case '"':
                    text.Append("\\\"");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                default:
                    text.Append(letter);
                    break;
            }
        }
    }
}
