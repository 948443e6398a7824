namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>Finds the known name that a misspelled one probably meant.</summary>
/// <remarks>
/// The GraphQL executor has an edit distance of its own: its suggestions must be those of graphql-js, in choice and wording, and its project
/// refers to no other.
/// </remarks>
public static class NearestName
{
    /// <summary>Longer names are not compared: they are not misspellings.</summary>
    private const int LongestCompared = 64;

    /// <summary>
    /// The nearest known name; null when none is near. A name is near when its edit distance is at most a third of the written name's length.
    /// </summary>
    /// <param name="written">The name as it was written.</param>
    /// <param name="known">The known names.</param>
    public static string? Find(string written, IEnumerable<string> known)
    {
        if (written.Length > LongestCompared)
            return null;
        var allowed = Math.Max(1, (written.Length + 2) / 3);
        string? nearest = null;
        foreach (var name in known)
        {
            if (name.Length > LongestCompared || Math.Abs(name.Length - written.Length) > allowed)
                continue;
            var distance = Distance(written, name);
            if (distance > allowed)
                continue;
            allowed = distance - 1;
            nearest = name;
            if (distance == 0)
                break;
        }
        return nearest;
    }

    /// <summary>The known name that is nearest to the written one, at any distance.</summary>
    /// <param name="written">The name as it was written. Only its first 64 letters count.</param>
    /// <param name="known">The known names: at least one, none longer than 64 letters.</param>
    public static string Nearest(string written, IEnumerable<string> known)
    {
        var compared = written.Length > LongestCompared ? written[..LongestCompared] : written;
        return known.MinBy(name => Distance(compared, name)) ?? throw new ArgumentException("There is no known name.", nameof(known));
    }

    /// <summary>A sentence that offers the nearest name; empty when none is near.</summary>
    /// <param name="written">The name as it was written.</param>
    /// <param name="known">The known names.</param>
    public static string Hint(string written, IEnumerable<string> known) =>
        Find(written, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The number of letters to insert, delete, replace or swap with a neighbour (optimal string alignment), ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> rows = stackalloc int[3 * (LongestCompared + 1)];
        var before = rows[..(b.Length + 1)];
        var above = rows.Slice(LongestCompared + 1, b.Length + 1);
        var current = rows.Slice(2 * (LongestCompared + 1), b.Length + 1);
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]);
                var least = Math.Min(Math.Min(above[j], current[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    least = Math.Min(least, before[j - 2] + 1);
                current[j] = least;
            }
            var spent = before;
            before = above;
            above = current;
            current = spent;
        }
        return above[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
