namespace MoCluster.GraphQL.Language;

/// <summary>A place in a document, in the form that errors report.</summary>
/// <param name="Line">The line, starting at 1.</param>
/// <param name="Column">The column in UTF-16 code units, starting at 1.</param>
public readonly record struct SourceLocation(int Line, int Column);
