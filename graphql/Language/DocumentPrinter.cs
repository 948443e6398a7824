using System.Text;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language;

/// <summary>Prints syntax trees in the canonical layout; what it prints parses to the same tree.</summary>
public static class DocumentPrinter
{
    /// <summary>Prints a node.</summary>
    /// <param name="node">A document, or any part of one.</param>
    public static string Print(SyntaxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var writer = new NodeWriter();
        writer.Write(node);
        return writer.ToString();
    }

    /// <summary>Prints a string as a literal in quotes, escaped.</summary>
    /// <param name="value">The string.</param>
    public static string PrintString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ' or (>= '\u007f' and <= '\u009f'):
                    text.Append("\\u").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default: text.Append(c); break;
            }
        }

        return text.Append('"').ToString();
    }
}
