using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MoCluster.Tests.Architecture;
using MoCluster.Tests.Deploy;
using YamlDotNet.RepresentationModel;

namespace MoCluster.Tests.Metrics;

/// <summary>
/// Evaluates an alert of deploy/ as Prometheus does. It knows only what the alerts on listeners use: series, <c>max by</c>, comparison with a
/// number, <c>unless on</c>, <c>or</c>, parentheses.
/// </summary>
internal sealed partial class AlertRule
{
    private readonly string[] _tokens;
    private readonly ImmutableArray<Sample> _samples;
    private int _at;

    private AlertRule(string expression, IEnumerable<Sample> samples)
    {
        _tokens = [.. Token().Matches(expression).Select(match => match.Value)];
        _samples = [.. samples];
    }

    /// <summary>The expression of an alert.</summary>
    public static string ExpressionOf(string alert)
    {
        using var text = File.OpenText(Repository.PathOf("deploy", "kubernetes", "overlays", "production", "alerts.yaml"));
        return DeployedSettings.Read(text).SelectMany(document => document.AllNodes).OfType<YamlMappingNode>()
            .Single(node => node.Children.TryGetValue("alert", out var name) && name.ToString() == alert)["expr"].ToString();
    }

    /// <summary>The user keys of the listeners for which an expression holds.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="scrapes">What the silos of a cluster report, each under its own label <c>pod</c>.</param>
    public static IEnumerable<string> Firing(string expression, params Scrape[] scrapes)
    {
        var rule = new AlertRule(expression, scrapes.SelectMany((scrape, pod) => Read(scrape, pod)));
        var found = rule.Or();
        Assert.Equal(rule._tokens.Length, rule._at);
        return found.Select(sample => sample.Labels["user_key"]).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<Sample> Read(Scrape scrape, int pod)
    {
        foreach (var (series, value) in scrape.Samples)
        {
            var labels = Label().Matches(series).ToImmutableSortedDictionary(
                match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
            yield return new Sample(labels.SetItem("__name__", series.Split('{')[0]).SetItem("pod", $"{pod}"), value);
        }
    }

    private List<Sample> Or()
    {
        var left = Unless();
        while (Next("or"))
        {
            var known = left.Select(sample => sample.Key).ToHashSet(StringComparer.Ordinal);
            left = [.. left, .. Unless().Where(sample => !known.Contains(sample.Key))];
        }

        return left;
    }

    private List<Sample> Unless()
    {
        var left = Comparison();
        while (Next("unless"))
        {
            Take("on");
            var labels = Names();
            var right = Comparison().Select(sample => sample.Of(labels).Key).ToHashSet(StringComparer.Ordinal);
            left.RemoveAll(sample => right.Contains(sample.Of(labels).Key));
        }

        return left;
    }

    private List<Sample> Comparison()
    {
        var left = Operand();
        if (Next(">"))
        {
            var least = double.Parse(_tokens[_at++], CultureInfo.InvariantCulture);
            left.RemoveAll(sample => !(sample.Value > least));
        }

        return left;
    }

    private List<Sample> Operand()
    {
        if (Next("("))
        {
            var inner = Or();
            Take(")");
            return inner;
        }

        if (Next("max"))
        {
            Take("by");
            var labels = Names();
            var of = Operand();
            return [.. of.GroupBy(sample => sample.Of(labels).Key).Select(group => group.MaxBy(sample => sample.Value)!.Of(labels))];
        }

        var name = _tokens[_at++];
        var found = _samples.Where(sample => sample.Labels["__name__"] == name).ToList();
        if (!Next("{"))
            return found;
        while (!Next("}"))
        {
            var label = _tokens[_at++];
            Take("=");
            var value = _tokens[_at++].Trim('"');
            found.RemoveAll(sample => sample.Labels.GetValueOrDefault(label) != value);
            Next(",");
        }

        return found;
    }

    private HashSet<string> Names()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Take("(");
        while (!Next(")"))
        {
            names.Add(_tokens[_at++]);
            Next(",");
        }

        return names;
    }

    private bool Next(string token)
    {
        if (_at == _tokens.Length || _tokens[_at] != token)
            return false;
        _at++;
        return true;
    }

    private void Take(string token) => Assert.True(Next(token), $"«{token}» is missing at position {_at} of {string.Join(' ', _tokens)}");

    [GeneratedRegex("""[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9.]+|"[^"]*"|[(){}>,=]""")]
    private static partial Regex Token();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)" ?""")]
    private static partial Regex Label();

    private sealed record Sample(ImmutableSortedDictionary<string, string> Labels, double Value)
    {
        /// <summary>All labels as one text.</summary>
        public string Key { get; } = string.Join('\n', Labels.Select(label => $"{label.Key}={label.Value}"));

        /// <summary>The same sample with only some of its labels.</summary>
        public Sample Of(HashSet<string> labels) =>
            new(Labels.Where(label => labels.Contains(label.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal), Value);
    }
}
