using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Writes values in the text form of PostgreSQL: an array parameter cannot hold arrays of different lengths, but it can hold texts.</summary>
internal static class SqlLiteral
{
    /// <summary>Writes intervals as a multirange of ticks.</summary>
    public static string Multirange(ImmutableArray<Validity> intervals)
    {
        // Like a string builder, but in pooled memory.
        var text = new DefaultInterpolatedStringHandler(0, 2 * intervals.Length, CultureInfo.InvariantCulture);
        text.AppendLiteral("{");
        var separator = "[";
        foreach (var interval in intervals)
        {
            if (interval.IsEmpty)
                continue;
            text.AppendLiteral(separator);
            text.AppendFormatted(interval.From.UtcTicks);
            text.AppendLiteral(",");
            text.AppendFormatted(interval.To.UtcTicks);
            text.AppendLiteral(")");
            separator = ",[";
        }

        text.AppendLiteral("}");
        return text.ToStringAndClear();
    }

    /// <summary>Writes texts as an array.</summary>
    public static string TextArray(ImmutableArray<string> values)
    {
        var text = new DefaultInterpolatedStringHandler(0, values.Length);
        text.AppendLiteral("{");
        var separator = "\"";
        foreach (var value in values)
        {
            text.AppendLiteral(separator);
            text.AppendLiteral(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            text.AppendLiteral("\"");
            separator = ",\"";
        }

        text.AppendLiteral("}");
        return text.ToStringAndClear();
    }
}
