using System.Text;
using System.Text.RegularExpressions;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>Lines of C#, indented by the blocks that they are in.</summary>
internal sealed partial class ClientCode
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public ClientCode Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes a summary of a catalogue's description, whose code is between backticks.</summary>
    public ClientCode Summary(string description)
    {
        var escaped = description.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        return Line($"/// <summary>{Code().Replace(escaped, "<c>$1</c>")}</summary>");
    }

    public ClientCode Block(string head, Action body, string end = "}")
    {
        Line(head).Line("{");
        _depth++;
        body();
        _depth--;
        return Line(end);
    }

    public override string ToString() => _text.ToString();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
