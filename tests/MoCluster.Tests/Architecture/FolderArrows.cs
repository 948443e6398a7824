using System.Text.RegularExpressions;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// Which folders of a project refer to which. A folder and its subfolders are one concept and may refer to each other. Of two sibling folders
/// only one may refer to the other, from any file in it.
/// </summary>
internal static partial class FolderArrows
{
    /// <summary>Reads the references from the sources, whose namespaces follow their folders.</summary>
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

    /// <summary>The reference between the folders at which two namespaces diverge; null when one contains the other.</summary>
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

    /// <summary>The cycles, each once, beginning with its first folder in ordinal order.</summary>
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
                // Each cycle is walked only from its first folder.
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
