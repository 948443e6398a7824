namespace MoCluster.GraphQL.Language;

/// <summary>Limits of the parser.</summary>
public sealed record ParserOptions
{
    /// <summary>The limits that apply if none are given.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>The longest document, in UTF-16 code units.</summary>
    public int MaxDocumentLength { get; init; } = 1_000_000;

    /// <summary>The most tokens in a document.</summary>
    public int MaxTokens { get; init; } = 200_000;

    /// <summary>The deepest nesting of selection sets, lists, objects and list types.</summary>
    public int MaxDepth { get; init; } = 200;
}
