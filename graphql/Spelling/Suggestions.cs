namespace MoCluster.GraphQL.Spelling;

/// <summary>"Did you mean" for misspelt names, near enough by edit distance; the same choice and wording as graphql-js.</summary>
internal static class Suggestions
{
    private const int MaxShown = 5;

    /// <summary>Above this length nobody mistyped a name, and the distance, quadratic in length, costs more than it helps.</summary>
    private const int MaxLength = 200;

    /// <summary>The options near the input, nearest first.</summary>
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

    /// <summary>The sentence to append to a message, or nothing.</summary>
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
