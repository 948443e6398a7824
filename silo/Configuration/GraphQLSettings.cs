using MoCluster.GraphQL;

namespace MoCluster.Silo.Configuration;

/// <summary>The limits of GraphQL operations (DESIGN.md §9). What exceeds one is refused with LIMIT_EXCEEDED and the limit's name.</summary>
[Section("GraphQL", "The limits of GraphQL operations.")]
internal sealed record GraphQLSettings
{
    private static readonly ExecutorOptions Defaults = new();

    [Setting("The longest document, in UTF-16 code units; the body's limit holds besides.", Min = "100", Max = "104857600")]
    public int MaxDocumentLength { get; init; } = 1_048_576;

    [Setting("The most tokens in a document.", Min = "10", Max = "10000000")]
    public int MaxTokens { get; init; } = Defaults.MaxTokens;

    [Setting("The deepest nesting of braces and brackets in a document: selections, lists, objects and types.", Min = "5", Max = "200")]
    public int MaxParserDepth { get; init; } = Defaults.MaxParserDepth;

    [Setting("The most operations in a document.", Min = "1", Max = "10000")]
    public int MaxOperations { get; init; } = Defaults.MaxOperations;

    [Setting("The deepest nesting of an operation's fields, fragments expanded. The usual introspection query has 15.",
        Min = "1", Max = "100")]
    public int MaxDepth { get; init; } = Defaults.MaxDepth;

    [Setting("The deepest nesting of an operation's selections, those of fragments included.", Min = "1", Max = "500")]
    public int MaxSelectionNesting { get; init; } = Defaults.MaxSelectionNesting;

    [Setting("The most fields of an operation, fragments expanded.", Min = "1", Max = "1000000")]
    public int MaxFields { get; init; } = Defaults.MaxFields;

    [Setting("The most aliases of an operation, fragments expanded.", Min = "0", Max = "1000000")]
    public int MaxAliases { get; init; } = Defaults.MaxAliases;

    [Setting("The most directives of an operation, fragments expanded.", Min = "0", Max = "1000000")]
    public int MaxDirectives { get; init; } = Defaults.MaxDirectives;

    [Setting("The most fragment spreads of an operation, fragments expanded.", Min = "0", Max = "1000000")]
    public int MaxFragmentSpreads { get; init; } = Defaults.MaxFragmentSpreads;

    [Setting("The most variables that an operation declares.", Min = "0", Max = "100000")]
    public int MaxVariables { get; init; } = Defaults.MaxVariables;

    [Setting("The most pairs of fields that are compared to find out whether they can be merged.", Min = "10", Max = "10000000")]
    public int MaxFieldComparisons { get; init; } = Defaults.MaxFieldComparisons;

    [Setting("The most errors in one answer; further ones are counted, not shown.", Min = "1", Max = "10000")]
    public int MaxErrors { get; init; } = Defaults.MaxErrors;

    [Setting("The most values (fields and list items) in one answer.", Min = "100", Max = "100000000")]
    public int MaxResultValues { get; init; } = Defaults.MaxResultValues;

    [Setting("How long an operation may run, its waits included. Of a mutation what was done by then stays in the answer.",
        Min = "00:00:00.001", Max = "1.00:00:00")]
    public TimeSpan MaxDuration { get; init; } = Defaults.MaxDuration;

    [Setting("How many checked documents are kept, so that those sent again and again are read once.", Min = "0", Max = "1000000")]
    public int CachedDocuments { get; init; } = Defaults.CachedDocuments;

    [Setting("The most bytes of text of the documents kept; in memory they take about ten times as much.", Min = "0", Max = "1073741824")]
    public long CachedDocumentBytes { get; init; } = Defaults.CachedDocumentBytes;

    /// <summary>What a combination of settings breaks, each with the key at fault.</summary>
    /// <param name="api">The limits of the API.</param>
    public IEnumerable<string> Validate(ApiOptions api)
    {
        if (MaxDuration <= api.MaxWait)
        {
            yield return $"GraphQL:MaxDuration is {MaxDuration}, not above Api:MaxWait, which is {api.MaxWait}; a fetch that waits as long "
                + "as it may would be cut off.";
        }
    }

    /// <summary>The executor's own options.</summary>
    /// <param name="onUnhandled">Is told of every failure that is answered as an internal error.</param>
    public ExecutorOptions ToOptions(Action<Exception, GraphQLError> onUnhandled) => Defaults with
    {
        MaxDocumentLength = MaxDocumentLength,
        MaxTokens = MaxTokens,
        MaxParserDepth = MaxParserDepth,
        MaxOperations = MaxOperations,
        MaxDepth = MaxDepth,
        MaxSelectionNesting = MaxSelectionNesting,
        MaxFields = MaxFields,
        MaxAliases = MaxAliases,
        MaxDirectives = MaxDirectives,
        MaxFragmentSpreads = MaxFragmentSpreads,
        MaxVariables = MaxVariables,
        MaxFieldComparisons = MaxFieldComparisons,
        MaxErrors = MaxErrors,
        MaxResultValues = MaxResultValues,
        MaxDuration = MaxDuration,
        CachedDocuments = CachedDocuments,
        CachedDocumentBytes = CachedDocumentBytes,
        OnUnhandled = onUnhandled,
    };
}
