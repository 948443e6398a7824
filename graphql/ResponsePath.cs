using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace MoCluster.GraphQL;

/// <summary>The path from the answer's data to a value: response names of fields and indices of list items (spec §7.1.2).</summary>
public sealed class ResponsePath
{
    /// <summary>Creates a path.</summary>
    /// <param name="segments">Strings and ints, outermost first.</param>
    public ResponsePath(ImmutableArray<object> segments)
        : this(segments, [])
    {
    }

    internal ResponsePath(ImmutableArray<object> segments, ImmutableArray<int> position)
    {
        Segments = segments;
        Position = position;
    }

    /// <summary>Strings and ints, outermost first.</summary>
    public ImmutableArray<object> Segments { get; }

    /// <summary>Where the value is in the answer: for each segment, its index in its object or list. Orders errors.</summary>
    internal ImmutableArray<int> Position { get; }

    /// <summary>The path as text, as in "org_units.objects[3].parent".</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder();
        foreach (var segment in Segments)
        {
            if (segment is int index)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                text.Append(text.Length > 0 ? "." : "").Append((string)segment);
        }

        return text.ToString();
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var segment in Segments)
        {
            if (segment is int index)
                writer.WriteNumberValue(index);
            else
                writer.WriteStringValue((string)segment);
        }

        writer.WriteEndArray();
    }
}
