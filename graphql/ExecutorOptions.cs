using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL;

/// <summary>
/// Limits and hooks of a <see cref="GraphQLExecutor"/>. A request that exceeds a limit is refused with an error that names the limit and
/// its value, and has extensions.code LIMIT_EXCEEDED; before anything runs, where the executor can know it then.
/// </summary>
public sealed record ExecutorOptions
{
    /// <summary>The longest document, in UTF-16 code units. An HTTP server may limit the body of a request further.</summary>
    [Range(100, 104_857_600)]
    public int MaxDocumentLength { get; init; } = 1_048_576;

    /// <summary>The most tokens in a document.</summary>
    [Range(10, 10_000_000)]
    public int MaxTokens { get; init; } = 20_000;

    /// <summary>The deepest nesting of braces and brackets in a document: selections, lists, objects and types.</summary>
    [Range(5, 200)]
    public int MaxParserDepth { get; init; } = 100;

    /// <summary>The deepest nesting of an operation's fields, fragments expanded. The usual introspection query nests 15 deep.</summary>
    [Range(1, 100)]
    public int MaxDepth { get; init; } = 30;

    /// <summary>The deepest nesting of an operation's selection sets, including those of fragments.</summary>
    [Range(1, 500)]
    public int MaxSelectionNesting { get; init; } = 200;

    /// <summary>The most operations in a document.</summary>
    [Range(1, 10_000)]
    public int MaxOperations { get; init; } = 100;

    /// <summary>The most fields of an operation, fragments expanded.</summary>
    [Range(1, 1_000_000)]
    public int MaxFields { get; init; } = 5_000;

    /// <summary>The most aliases of an operation, fragments expanded.</summary>
    [Range(0, 1_000_000)]
    public int MaxAliases { get; init; } = 1_000;

    /// <summary>The most directives of an operation, fragments expanded.</summary>
    [Range(0, 1_000_000)]
    public int MaxDirectives { get; init; } = 500;

    /// <summary>The most fragment spreads of an operation, fragments expanded.</summary>
    [Range(0, 1_000_000)]
    public int MaxFragmentSpreads { get; init; } = 1_000;

    /// <summary>The most variables that an operation declares.</summary>
    [Range(0, 100_000)]
    public int MaxVariables { get; init; } = 500;

    /// <summary>The most pairs of fields that validation compares to find out whether they can be merged.</summary>
    [Range(10, 10_000_000)]
    public int MaxFieldComparisons { get; init; } = 200_000;

    /// <summary>The most errors in one answer. Further errors are counted, not shown.</summary>
    [Range(1, 10_000)]
    public int MaxErrors { get; init; } = 100;

    /// <summary>The most values (fields and list items) in one answer.</summary>
    [Range(100, 100_000_000)]
    public int MaxResultValues { get; init; } = 2_000_000;

    /// <summary>
    /// How long an operation may run, including waits. The root fields of a mutation that are done by then stay in the answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The converter of TimeSpan is part of the base library and has no type parameters.")]
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time provider that measures <see cref="MaxDuration"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How many validated documents are kept, so that a document that is sent again is not parsed and validated again. 0 keeps none.
    /// </summary>
    [Range(0, 1_000_000)]
    public int CachedDocuments { get; init; } = 1_000;

    /// <summary>The most bytes of text of the documents that are kept. In memory they take about ten times as much.</summary>
    [Range(0.0, 1_073_741_824.0)]
    public long CachedDocumentBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How errors of documents and variables are worded.</summary>
    public ErrorWording Wording { get; init; } = ErrorWording.GraphQLJs;

    /// <summary>
    /// Called once for every exception that is answered as an internal error, with that error; the error has a path if a field failed.
    /// Must not throw.
    /// </summary>
    public Action<Exception, GraphQLError>? OnUnhandled { get; init; }

    /// <summary>
    /// Words the errors of resolvers: gets the exception of a field and returns the one that the answer shows. Null shows exceptions as they are.
    /// Must not throw.
    /// </summary>
    public Func<GraphQLException, GraphQLException>? Reword { get; init; }

    internal ParserOptions Parser => new()
    {
        MaxDocumentLength = MaxDocumentLength,
        MaxTokens = MaxTokens,
        MaxDepth = MaxParserDepth,
    };
}
