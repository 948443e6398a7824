using System.Text;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language;

/// <summary>Prints syntax trees in the layout of graphql-js. The text parses to the same tree.</summary>
public static class DocumentPrinter
{
    /// <summary>Prints a document or a part of one.</summary>
    /// <param name="node">The node to print.</param>
    public static string Print(SyntaxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var writer = new NodeWriter();
        writer.Write(node);
        return writer.ToString();
    }

    /// <summary>Prints a string as a literal: quoted and escaped.</summary>
    /// <param name="value">The string, without escapes.</param>
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
