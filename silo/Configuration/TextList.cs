using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;

namespace MoCluster.Silo.Configuration;

/// <summary>A setting that is a list of texts. As text: a JSON list, as OS2mo writes lists, or the texts separated by commas.</summary>
/// <param name="Values">The texts, none of them empty, each once.</param>
[TypeConverter(typeof(TextListConverter))]
internal sealed record TextList(ImmutableArray<string> Values)
{
    /// <summary>The list without texts.</summary>
    public static TextList Empty { get; } = new([]);

    /// <summary>Reads a list.</summary>
    /// <param name="text">The list as text.</param>
    /// <exception cref="FormatException">The text is not a list; the message says what would be right.</exception>
    public static TextList Parse(string text)
    {
        var parts = text.TrimStart().StartsWith('[') ? OfJson(text) : text.Split(',');
        return new TextList([.. parts.Select(part => part.Trim()).Where(part => part.Length > 0).Distinct()]);
    }

    /// <summary>The list as text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(",", Values);

    /// <summary>Whether two lists have the same texts in the same order.</summary>
    /// <param name="other">The other list.</param>
    public bool Equals(TextList? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc />
    public override int GetHashCode() => Values.Aggregate(0, HashCode.Combine);

    private static string[] OfJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) is { } parts && !parts.Contains(null)
                ? parts
                : throw new FormatException($"is '{text}'; it must be a JSON list of texts, without null.");
        }
        catch (JsonException)
        {
            throw new FormatException($"is '{text}'; it must be a JSON list of texts, for example [\"a\", \"b\"], or texts separated by commas.");
        }
    }
}
