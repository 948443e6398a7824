using System.Text.RegularExpressions;

namespace MoCluster.Tests.Api.Versions;

/// <summary>A row of docs/os2mo-schema.md: coordinates in which the schema of a version differs from OS2mo's, and why.</summary>
/// <param name="Kind">What the difference is.</param>
/// <param name="Pattern">The coordinates. A star stands for any letters of a name; a type alone stands for its members too.</param>
/// <param name="Versions">The versions that differ.</param>
/// <param name="Reason">Why.</param>
internal sealed partial record KnownDifference(DifferenceKind Kind, string Pattern, int[] Versions, string Reason)
{
    private readonly Regex _pattern = new(
        $"^{Regex.Escape(Pattern).Replace("\\*", "\\w*", StringComparison.Ordinal)}{(Pattern.Contains('.', StringComparison.Ordinal) ? @"(\(.*\))?" : @"(\..*)?")}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>Reads the tables of the page. The headings say the kinds of differences.</summary>
    public static IReadOnlyList<KnownDifference> Read(string page)
    {
        var known = new List<KnownDifference>();
        DifferenceKind? kind = null;
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                kind = line switch
                {
                    _ when line.Contains("Left out", StringComparison.Ordinal) => DifferenceKind.Missing,
                    _ when line.Contains("Added", StringComparison.Ordinal) => DifferenceKind.Extra,
                    _ when line.Contains("Different", StringComparison.Ordinal) => DifferenceKind.Changed,
                    _ => null,
                };
            }
            if (kind is not { } found || Row().Match(line) is not { Success: true } row)
                continue;
            var versions = row.Groups["versions"].Value.Split(',', StringSplitOptions.TrimEntries).Select(text => int.Parse(text[1..]));
            var patterns = row.Groups["what"].Value.Split(',', StringSplitOptions.TrimEntries).Select(text => text.Trim('`'));
            known.AddRange(patterns.Select(pattern => new KnownDifference(found, pattern, [.. versions], row.Groups["reason"].Value)));
        }
        return known;
    }

    /// <summary>Whether the row allows a difference.</summary>
    public bool Allows(DifferenceKind kind, string coordinate, int version) =>
        Kind == kind && Versions.Contains(version) && _pattern.IsMatch(coordinate);

    [GeneratedRegex(@"^\| (?<what>`.+?`) \| (?<versions>v\d+(, v\d+)*) \| (?<reason>.+) \|$")]
    private static partial Regex Row();
}
