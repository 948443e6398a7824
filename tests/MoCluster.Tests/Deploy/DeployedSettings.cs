using System.Text.RegularExpressions;
using MoCluster.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace MoCluster.Tests.Deploy;

/// <summary>The settings in the files under <c>deploy/</c>, each with its value and file.</summary>
internal static partial class DeployedSettings
{
    /// <summary>All settings; a value that is known only at run time is null.</summary>
    public static IReadOnlyList<(string File, string Key, string? Value)> All() =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("deploy"), "*.yaml", SearchOption.AllDirectories).SelectMany(OfYaml),
        .. OfDockerfile(Repository.PathOf("deploy", "Dockerfile")),
    ];

    /// <summary>The documents of a YAML file.</summary>
    public static IEnumerable<YamlMappingNode> Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
        return stream.Documents.Select(document => (YamlMappingNode)document.RootNode);
    }

    private static IEnumerable<(string, string, string?)> OfYaml(string file)
    {
        using var text = File.OpenText(file);
        return [.. Read(text).SelectMany(document => document.AllNodes).SelectMany(Of).Select(setting => (file, Key(setting.Name), setting.Value))];
    }

    private static IEnumerable<(string, string, string?)> OfDockerfile(string file) =>
        Assignment().Matches(File.ReadAllText(file)).Select(match => (file, Key(match.Groups["name"].Value), (string?)match.Groups["value"].Value));

    /// <summary>Reads variables as mappings (compose), as name and value (pods), and as literals (kustomize).</summary>
    private static IEnumerable<(string Name, string? Value)> Of(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && Assignment().Match(text) is { Success: true } literal && literal.Length == text.Length)
            return [(literal.Groups["name"].Value, literal.Groups["value"].Value)];
        if (node is not YamlMappingNode mapping)
            return [];
        var pairs = mapping.Children.Where(pair => IsName(pair.Key)).Select(pair => (((YamlScalarNode)pair.Key).Value!, Scalar(pair.Value)));
        return mapping.Children.TryGetValue("name", out var name) && IsName(name)
            ? pairs.Append((((YamlScalarNode)name).Value!, mapping.Children.TryGetValue("value", out var value) ? Scalar(value) : null))
            : pairs;
    }

    private static bool IsName(YamlNode node) => node is YamlScalarNode { Value: { } text } && text.Contains("__", StringComparison.Ordinal) && !text.Contains('=');

    private static string? Scalar(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } && !text.Contains("${", StringComparison.Ordinal) ? text : null;

    private static string Key(string variable) => variable.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("(?<name>[A-Za-z]+__\\w+)=(?<value>[^\\s\\\\]+)")]
    private static partial Regex Assignment();
}
