using System.Text.RegularExpressions;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// Which folders of a project refer to which. A folder and the folders within it are one concept and may refer to each other; of two folders
/// beside each other only one may refer to the other, by whatever is in them.
/// </summary>
internal static partial class FolderArrows
{
    /// <summary>Reads the arrows from the sources, whose namespaces follow their folders.</summary>
    /// <param name="files">The source files.</param>
    /// <param name="root">The project's root namespace.</param>
    public static HashSet<(string From, string To)> Between(IEnumerable<string> files, string root)
    {
        var arrows = new HashSet<(string From, string To)>();
        foreach (var source in files.Select(File.ReadAllText))
        {
            var own = Namespace().Match(source).Groups[1].Value;
            foreach (var named in Using().Matches(source).Select(match => match.Groups[1].Value).Where(named => named.StartsWith(root + '.', StringComparison.Ordinal)))
            {
                if (Lift(own, named) is { } arrow)
                    arrows.Add(arrow);
            }
        }

        return arrows;
    }

    /// <summary>The arrow between the folders in which two namespaces part; null where one lies within the other.</summary>
    public static (string From, string To)? Lift(string from, string to)
    {
        string[] source = from.Split('.'), target = to.Split('.');
        var parting = 0;
        while (parting < source.Length && parting < target.Length && source[parting] == target[parting])
            parting++;
        return parting == source.Length || parting == target.Length
            ? null
            : (string.Join('.', source[..(parting + 1)]), string.Join('.', target[..(parting + 1)]));
    }

    /// <summary>The circles, each once, beginning with its first folder in ordinal order.</summary>
    public static IReadOnlyCollection<string> Circles(IEnumerable<(string From, string To)> arrows)
    {
        var targets = arrows.OrderBy(arrow => arrow.To, StringComparer.Ordinal).ToLookup(arrow => arrow.From, arrow => arrow.To);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var start in targets.Select(group => group.Key))
            Walk([start]);
        return found;

        void Walk(List<string> path)
        {
            foreach (var next in targets[path[^1]])
            {
                if (next == path[0])
                    found.Add(string.Join(" → ", path.Append(next)));
                // A circle is walked from its first folder alone.
                else if (string.CompareOrdinal(next, path[0]) > 0 && !path.Contains(next))
                    Walk([.. path, next]);
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
