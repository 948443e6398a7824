namespace MoCluster.GraphQL.Spelling;

/// <summary>Measures the Damerau-Levenshtein distance of two names. Names that differ only in case have distance 1.</summary>
internal static class EditDistance
{
    /// <summary>Measures the distance. Returns null if it is greater than the threshold.</summary>
    public static int? Measure(string input, string option, int threshold)
    {
        if (input == option)
            return 0;
        var a = input.ToLowerInvariant();
        var b = option.ToLowerInvariant();
        if (a == b)
            return 1;
        if (a.Length < b.Length)
            (a, b) = (b, a);
        if (a.Length - b.Length > threshold)
            return null;
        var rows = new int[3][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            rows[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            if (FillRow(a, b, i, rows) > threshold)
                return null;
        }

        var distance = rows[a.Length % 3][b.Length];
        return distance <= threshold ? distance : null;
    }

    /// <summary>Fills row i of the table and returns the least value in it. Only the last three rows are kept.</summary>
    private static int FillRow(string a, string b, int i, int[][] rows)
    {
        var above = rows[(i - 1) % 3];
        var current = rows[i % 3];
        var least = current[0] = i;
        for (var j = 1; j <= b.Length; j++)
        {
            var cost = a[i - 1] == b[j - 1] ? 0 : 1;
            var cell = Math.Min(Math.Min(above[j] + 1, current[j - 1] + 1), above[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cell = Math.Min(cell, rows[(i - 2) % 3][j - 2] + 1);
            least = Math.Min(least, cell);
            current[j] = cell;
        }

        return least;
    }
}
