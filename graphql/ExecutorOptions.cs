using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL;

/// <summary>
/// Limits and hooks of a <see cref="GraphQLExecutor"/>. A request beyond a limit is refused, before anything runs where that can be
/// known, with an error that names the limit and its value, and extensions.code LIMIT_EXCEEDED.
/// </summary>
public sealed record ExecutorOptions
{
    /// <summary>The longest document, in UTF-16 code units.</summary>
    public int MaxDocumentLength { get; init; } = 100_000;

    /// <summary>The most tokens in a document.</summary>
    public int MaxTokens { get; init; } = 20_000;

    /// <summary>The deepest nesting that the parser follows: selection sets, lists, objects and types.</summary>
    public int MaxParserDepth { get; init; } = 100;

    /// <summary>The deepest nesting of fields, fragments expanded. The usual introspection query has 15.</summary>
    public int MaxDepth { get; init; } = 30;

    /// <summary>The deepest nesting of selection sets, those of fragments and inline fragments included.</summary>
    public int MaxSelectionNesting { get; init; } = 200;

    /// <summary>The most operations in a document.</summary>
    public int MaxOperations { get; init; } = 100;

    /// <summary>The most fields of an operation, fragments expanded.</summary>
    public int MaxFields { get; init; } = 5_000;

    /// <summary>The most aliases of an operation, fragments expanded.</summary>
    public int MaxAliases { get; init; } = 1_000;

    /// <summary>The most directives of a document, fragments expanded.</summary>
    public int MaxDirectives { get; init; } = 500;

    /// <summary>The most fragment spreads of an operation, fragments expanded.</summary>
    public int MaxFragmentSpreads { get; init; } = 1_000;

    /// <summary>The most variables that an operation declares.</summary>
    public int MaxVariables { get; init; } = 500;

    /// <summary>The most pairs of fields that are compared to find out whether they can be merged (spec §5.3.2).</summary>
    public int MaxFieldComparisons { get; init; } = 200_000;

    /// <summary>The most errors in one answer; further ones are counted, not shown.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>The most values (fields and list items) in one answer.</summary>
    public int MaxResultValues { get; init; } = 2_000_000;

    /// <summary>
    /// How long an operation may run, its waits included. A query that takes longer is refused whole; of a mutation the fields that
    /// are done stay in the answer, and the one that was not finished and those not begun are null, each with an error.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock of <see cref="MaxDuration"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many checked documents are kept.</summary>
    public int CachedDocuments { get; init; } = 1_000;

    /// <summary>The most bytes of text of the documents kept; their trees take about ten times as much.</summary>
    public long CachedDocumentBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Is told of every exception that is answered as an internal error, with the field where it happened (null if it happened in
    /// none), once each. It must not throw.
    /// </summary>
    public Action<Exception, GraphQLError>? OnUnhandled { get; init; }

    internal ParserOptions Parser => new()
    {
        MaxDocumentLength = MaxDocumentLength,
        MaxTokens = MaxTokens,
        MaxDepth = MaxParserDepth,
    };
}
