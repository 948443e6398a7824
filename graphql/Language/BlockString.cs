using System.Text;

namespace MoCluster.GraphQL.Language;

/// <summary>Reads and writes block strings by their indentation rules (spec §2.9.4, BlockStringValue).</summary>
internal static class BlockString
{
    /// <summary>Removes the common indentation, and blank lines at the beginning and end.</summary>
    public static string Dedent(List<string> lines)
    {
        var common = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var indent = LeadingWhiteSpace(lines[i]);
            if (indent == lines[i].Length)
                continue;
            first = first < 0 ? i : first;
            last = i;
            if (i != 0)
                common = Math.Min(common, indent);
        }

        if (first < 0)
            return "";
        var value = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            if (i > first)
                value.Append('\n');
            value.Append(i == 0 ? lines[i] : lines[i].AsSpan(Math.Min(common, lines[i].Length)));
        }

        return value.ToString();
    }

    /// <summary>Writes a value as a block string that parses to the same value.</summary>
    public static string Print(string value, string indent)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = escaped.Split('\n');
        var single = lines.Length == 1;
        var forceLeading = lines.Length > 1 && lines.Skip(1).All(l => l.Length == 0 || l[0] is ' ' or '\t');
        var trailingQuote = escaped.EndsWith('"') && !escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var forceTrailing = trailingQuote || escaped.EndsWith('\\');
        var text = new StringBuilder("\"\"\"");
        var onLines = !single || value.Length > 70 || forceTrailing || forceLeading;
        var skipLeading = single && value.Length > 0 && value[0] is ' ' or '\t';
        if ((onLines && !skipLeading) || forceLeading)
            text.Append('\n').Append(indent);
        text.AppendJoin("\n" + indent, lines);
        if (onLines)
            text.Append('\n').Append(indent);
        return text.Append("\"\"\"").ToString();
    }

    /// <summary>True if the value can be written as a block string that parses to the same value.</summary>
    public static bool CanPrint(string value)
    {
        if (value.Length == 0)
            return true;
        foreach (var c in value)
        {
            if (c is '\r' || (c < ' ' && c is not ('\t' or '\n')))
                return false;
        }

        var lines = value.Split('\n');
        if (IsBlank(lines[0]) || IsBlank(lines[^1]))
            return false;
        // Reading would remove a common indentation of the lines after the first.
        return lines.Length == 1 || lines.Skip(1).Where(l => !IsBlank(l)).Any(l => LeadingWhiteSpace(l) == 0);
    }

    private static bool IsBlank(string line) => LeadingWhiteSpace(line) == line.Length;

    private static int LeadingWhiteSpace(string line)
    {
        var i = 0;
        while (i < line.Length && line[i] is ' ' or '\t')
            i++;
        return i;
    }
}
