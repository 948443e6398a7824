using System.Collections.Immutable;

namespace MoCluster.Grains.Objects.Selection.Matching;

/// <summary>
/// A search of people as OS2mo understands it: words in their order, with anything between them. So «Anna Hansen» finds Anna Marie Hansen, and a part of a
/// word finds the word.
/// </summary>
internal sealed class SearchPattern
{
    private readonly ImmutableArray<string> _words;

    /// <summary>Reads a query.</summary>
    /// <param name="query">What was typed.</param>
    public SearchPattern(string query)
    {
        Query = query;
        var isNumber = query.Any(char.IsAsciiDigit) && query.All(character => char.IsAsciiDigit(character) || character == '-' || char.IsWhiteSpace(character));
        var text = isNumber ? string.Concat(query.Where(char.IsAsciiDigit)) : query;
        _words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The query as it was typed.</summary>
    public string Query { get; }

    /// <summary>Whether a text has the words.</summary>
    /// <param name="text">The text.</param>
    public bool Matches(string text)
    {
        var at = 0;
        foreach (var word in _words)
        {
            var found = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            at = found + word.Length;
        }

        return true;
    }

    /// <summary>Whether a uuid, as text, contains the query as it was typed.</summary>
    /// <param name="uuid">The uuid.</param>
    public bool Matches(Guid uuid) => uuid.ToString("D").Contains(Query, StringComparison.OrdinalIgnoreCase);
}
