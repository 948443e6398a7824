namespace MoCluster.Silo.Configuration;

/// <summary>Finds the known key that an unknown one was probably meant to be.</summary>
internal static class NearestKey
{
    /// <summary>The nearest by edit distance, whatever the case of letters.</summary>
    /// <param name="key">The unknown key.</param>
    /// <param name="known">The known ones; at least one.</param>
    public static string Find(string key, IEnumerable<string> known) =>
        known.MinBy(candidate => Distance(key.ToUpperInvariant(), candidate.ToUpperInvariant()))
        ?? throw new ArgumentException("There is no known key.", nameof(known));

    /// <summary>Levenshtein's distance: how many letters are put in, left out or changed.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
