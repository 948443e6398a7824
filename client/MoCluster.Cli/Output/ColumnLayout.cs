namespace MoCluster.Cli.Output;

/// <summary>Decides which columns of a table are shown on a screen, and how wide they are.</summary>
internal static class ColumnLayout
{
    /// <summary>The room between two columns.</summary>
    public const int Gap = 2;

    /// <summary>A column that is cut keeps so much, so that its texts can be told apart.</summary>
    public const int LeastWidth = 8;

    /// <summary>A column as it would like to be.</summary>
    /// <param name="Width">The width of its longest text.</param>
    /// <param name="Rank">0 for one that is always there; those with the highest rank go first.</param>
    /// <param name="CanShrink">Whether its texts may be cut.</param>
    public readonly record struct Wish(int Width, int Rank, bool CanShrink);

    /// <summary>Fits columns into a width: first the widest that may shrink are cut down to a readable width, then columns go by their rank.</summary>
    /// <param name="wishes">The columns.</param>
    /// <param name="width">The width of the screen.</param>
    /// <returns>The width of each column; 0 if it is not shown.</returns>
    public static int[] Fit(IReadOnlyList<Wish> wishes, int width)
    {
        var widths = wishes.Select(wish => wish.Width).ToArray();
        while (Total(widths) > width)
        {
            if (Shrinkable(wishes, widths, Comfortable) is { } wide)
                widths[wide]--;
            else if (Expendable(wishes, widths) is { } last)
                widths[last] = 0;
            else if (Shrinkable(wishes, widths, LeastWidth) is { } narrow)
                widths[narrow]--;
            else
                break;
        }

        // Where a column went, there may be room again for what was cut before.
        while (Total(widths) < width && Growable(wishes, widths) is { } cut)
            widths[cut]++;
        return widths;
    }

    /// <summary>A text that is cut down to this is still readable, so this is cut before a column goes.</summary>
    private const int Comfortable = 20;

    private static int Total(int[] widths) => widths.Sum() + (Gap * Math.Max(0, widths.Count(width => width > 0) - 1));

    private static int? Shrinkable(IReadOnlyList<Wish> wishes, int[] widths, int least) => Enumerable.Range(0, widths.Length)
        .Where(i => wishes[i].CanShrink && widths[i] > least)
        .OrderByDescending(i => widths[i])
        .Select(i => (int?)i)
        .FirstOrDefault();

    private static int? Growable(IReadOnlyList<Wish> wishes, int[] widths) => Enumerable.Range(0, widths.Length)
        .Where(i => widths[i] > 0 && widths[i] < wishes[i].Width)
        .OrderBy(i => widths[i])
        .Select(i => (int?)i)
        .FirstOrDefault();

    private static int? Expendable(IReadOnlyList<Wish> wishes, int[] widths) => Enumerable.Range(0, widths.Length)
        .Where(i => wishes[i].Rank > 0 && widths[i] > 0)
        .OrderByDescending(i => wishes[i].Rank)
        .Select(i => (int?)i)
        .FirstOrDefault();
}
