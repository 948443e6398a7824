namespace MoCluster.GraphQL.Spelling;

/// <summary>Suggests names for misspelt ones by edit distance ("Did you mean"), with the choice and wording of graphql-js.</summary>
internal static class Suggestions
{
    private const int MaxShown = 5;

    /// <summary>
    /// No suggestions are made for longer names: they are no typing mistakes, and the cost of the distance is quadratic in the length.
    /// </summary>
    private const int MaxLength = 200;

    /// <summary>The options that are near the input, nearest first.</summary>
    public static List<string> For(string input, IEnumerable<string> options)
    {
        if (input.Length > MaxLength)
            return [];
        var threshold = (int)Math.Floor(input.Length * 0.4) + 1;
        var near = new List<(string Option, int Distance)>();
        foreach (var option in options)
        {
            var distance = EditDistance.Measure(input, option, threshold);
            if (distance is not null)
                near.Add((option, distance.Value));
        }

        return [.. near.OrderBy(n => n.Distance).ThenBy(n => n.Option, NaturalOrder.Instance).Select(n => n.Option).Distinct()];
    }

    public static string DidYouMean(List<string> suggestions) => DidYouMean(null, suggestions);

    /// <summary>The question to append to a message; empty if there are no suggestions.</summary>
    public static string DidYouMean(string? what, List<string> suggestions)
    {
        if (suggestions.Count == 0)
            return "";
        var quoted = suggestions.Take(MaxShown).Select(s => $"\"{s}\"").ToList();
        var list = quoted.Count switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} or {quoted[1]}",
            _ => $"{string.Join(", ", quoted.Take(quoted.Count - 1))}, or {quoted[^1]}",
        };
        return $" Did you mean {(what is null ? "" : what + " ")}{list}?";
    }
}
