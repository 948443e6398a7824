using MoCluster.Reference.Node;

namespace MoCluster.Reference;

/// <summary>The documents of <c>node/rules.graphql</c>.</summary>
/// <param name="Rule">The rule that they are about.</param>
/// <param name="Schema">The schema that they are of, as text.</param>
/// <param name="Texts">The documents.</param>
internal sealed record RuleDocuments(string Rule, string Schema, IReadOnlyList<string> Texts)
{
    public static IReadOnlyList<RuleDocuments> Read()
    {
        var schemas = new Dictionary<string, string>(StringComparer.Ordinal);
        var groups = new List<RuleDocuments>();
        foreach (var part in NodeInstallation.TextOf("rules.graphql").ReplaceLineEndings("\n").Split("\n#")[2..])
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var (head, text) = (part[..end].Split(' '), part[end..].Trim());
            if (head[0] == "schema")
                schemas.Add(head[1], text);
            else if (head[0] == "rule")
                groups.Add(new RuleDocuments(head[1], schemas[head[3]], [text]));
            else
                groups[^1] = groups[^1] with { Texts = [.. groups[^1].Texts, text] };
        }

        return groups;
    }
}
