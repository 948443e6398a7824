using MoCluster.Reference.Node;

namespace MoCluster.Reference;

/// <summary>The documents in <c>node/rules.graphql</c> that test one rule.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Schema">The text of the schema that the documents are validated against.</param>
/// <param name="Texts">The texts of the documents.</param>
internal sealed record RuleDocuments(string Rule, string Schema, IReadOnlyList<string> Texts)
{
    public static IReadOnlyList<RuleDocuments> Read()
    {
        var schemas = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = new List<RuleDocuments>();
        foreach (var part in NodeInstallation.TextOf("rules.graphql").ReplaceLineEndings("\n").Split("\n#")[2..])
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var (head, text) = (part[..end].Split(' '), part[end..].Trim());
            if (head[0] == "schema")
                schemas.Add(head[1], text);
            else if (head[0] == "rule")
                all.Add(new RuleDocuments(head[1], schemas[head[3]], [text]));
            else
                all[^1] = all[^1] with { Texts = [.. all[^1].Texts, text] };
        }

        return all;
    }
}
