namespace MoCluster.GraphQL.Spelling;

/// <summary>
/// Sorts short lists by a comparison that need not be transitive. It ends for every comparison, and gives the order that V8, a JavaScript
/// engine, gives for fewer than 64 items.
/// </summary>
internal static class InsertionOrder
{
    public static List<T> Sort<T>(IEnumerable<T> items, Comparison<T> compare)
    {
        var sorted = items.ToList();
        for (var next = OrderBeginning(sorted, compare); next < sorted.Count; next++)
        {
            var item = sorted[next];
            var (from, to) = (0, next);
            while (from < to)
            {
                var middle = (from + to) / 2;
                if (compare(item, sorted[middle]) < 0)
                    to = middle;
                else
                    from = middle + 1;
            }

            sorted.RemoveAt(next);
            sorted.Insert(from, item);
        }

        return sorted;
    }

    /// <summary>
    /// Finds the longest run at the beginning that ascends or descends, reverses it if it descends, and returns its length.
    /// </summary>
    private static int OrderBeginning<T>(List<T> items, Comparison<T> compare)
    {
        if (items.Count < 2)
            return items.Count;
        var descends = compare(items[1], items[0]) < 0;
        var count = 2;
        while (count < items.Count && (compare(items[count], items[count - 1]) < 0) == descends)
            count++;
        if (descends)
            items.Reverse(0, count);
        return count;
    }
}
