namespace MoCluster.GraphQL.Language;

/// <summary>The part of a document that a node was read from.</summary>
/// <param name="Start">Offset of the first UTF-16 code unit, starting at 0.</param>
/// <param name="End">Offset behind the last code unit.</param>
/// <param name="Line">The line of <paramref name="Start"/>, starting at 1.</param>
/// <param name="Column">The column of <paramref name="Start"/>, starting at 1.</param>
public readonly record struct SourceSpan(int Start, int End, int Line, int Column)
{
    /// <summary>The place where the span begins.</summary>
    public SourceLocation Location => new(Line, Column);
}
