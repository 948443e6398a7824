using System.Globalization;
using System.Text.RegularExpressions;

namespace MoCluster.Tests.Metrics;

/// <summary>One answer of <c>/metrics</c>, read as strictly as Prometheus reads it.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);

    public Scrape(string text)
    {
        Text = text;
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        string? family = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (TypeLine().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                Assert.True(Types.TryAdd(family, type.Groups["type"].Value), $"The type of {family} is given twice.");
                continue;
            }

            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                continue;
            var sample = SampleLine().Match(line);
            Assert.True(sample.Success, $"This line is not a sample: {line}");
            Assert.True(family is not null && sample.Groups["name"].Value.StartsWith(family, StringComparison.Ordinal), $"{line} is listed under {family}.");
            Assert.True(
                _samples.TryAdd(sample.Groups["series"].Value, double.Parse(sample.Groups["value"].Value.Replace("+Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture)),
                $"{line} is there twice.");
        }
    }

    public string Text { get; }

    /// <summary>The types of metrics by their names.</summary>
    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>All series as written in the text, with their values.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    /// <summary>All series as written in the text.</summary>
    public IEnumerable<string> Series => _samples.Keys;

    /// <summary>The sum of a metric's series that have all the given labels; null when there are none.</summary>
    public double? Sum(string name, params string[] labels)
    {
        var found = _samples
            .Where(sample => (sample.Key == name || sample.Key.StartsWith(name + "{", StringComparison.Ordinal))
                && labels.All(label => sample.Key.Contains(label, StringComparison.Ordinal)))
            .ToArray();
        return found.Length == 0 ? null : found.Sum(sample => sample.Value);
    }

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)+\})?) (?<value>-?[0-9.eE+-]+|[+-]Inf|NaN)$""")]
    private static partial Regex SampleLine();
}
